import { isSurelyLegal } from "#engine/base/text/legal-text.ts";
import type { Out, Run } from "./run.ts";

/** Matches characters that must be escaped or may be illegal in a page. */
const special =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters may be illegal in a page
  /[&<>"'\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFDD0-\uFDEF\uFFFE\uFFFF\uD800-\uDFFF]/;

/** Outputs text after escaping it for HTML, as LiquidJS does with `outputEscape: "escape"`. */
export function writeEscaped(text: string, run: Run, out: Out): void {
  if (!special.test(text)) {
    run.write(text.length);
    out.text += text;
    return;
  }
  if (!isSurelyLegal(text)) run.mayBeIllegal = true;
  const escaped = escapeHtml(text);
  run.write(escaped.length);
  out.text += escaped;
}

/** Outputs text that is already HTML. */
export function writeRaw(text: string, run: Run, out: Out): void {
  if (!isSurelyLegal(text)) run.mayBeIllegal = true;
  run.write(text.length);
  out.text += text;
}

export function escapeHtml(text: string): string {
  let escaped = "";
  let begin = 0;
  for (let index = 0; index < text.length; index += 1) {
    const entity = entityOf(text.charCodeAt(index));
    if (entity === "") continue;
    escaped += text.slice(begin, index) + entity;
    begin = index + 1;
  }
  return begin === 0 ? text : escaped + text.slice(begin);
}

function entityOf(code: number): string {
  switch (code) {
    case 0x22:
      return "&#34;";
    case 0x26:
      return "&amp;";
    case 0x27:
      return "&#39;";
    case 0x3c:
      return "&lt;";
    case 0x3e:
      return "&gt;";
    default:
      return "";
  }
}
