/** Characters that browsers ignore anywhere in an address. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern is meant to find control characters
const passedOver = /[\u0000-\u0020\u007F-\u009F]/g;
const wrapped = /^(?:view-source|feed|pcast|jar):/;
const active = /^(?:javascript|vbscript|livescript|mocha|data|blob|filesystem):/;

/** Whether an address runs code (`javascript:`) or contains the page that it opens (`data:`). */
export function isActiveAddress(url: string): boolean {
  let address = url.replace(passedOver, "").toLowerCase();
  while (wrapped.test(address)) address = address.replace(wrapped, "");
  return active.test(address);
}
