import type { MarkdownIt } from "markdown-it";

/**
 * Addresses that normalising leaves as they are: nothing to encode, and at most a plain host. A path of its own must not
 * begin with `//`, which is a host too.
 */
const normal = /^(?:https?:\/\/[a-z0-9]+(?:[.-][a-z0-9]+)*(?=\/)|(?!\/\/))[A-Za-z0-9\-._~/?#=&]*$/;

/** markdown-it's normalising of addresses, without taking apart those that are normal already: nearly all. */
export function linkAddressesRule(md: MarkdownIt): void {
  const normalize = md.normalizeLink.bind(md);
  md.normalizeLink = (url) => (normal.test(url) ? url : normalize(url));
}
