import { percentEncoded } from "#contract/text/percent-encoding.ts";
import { writtenTargets } from "#engine/blog/links/written-targets.ts";

/** Changes the targets of links and pictures in a Markdown text. Code stays unchanged. */
export function withTargets(text: string, change: (target: string) => string): string {
  let [changed, done] = ["", 0];
  for (const { start, end, meant } of writtenTargets(text)) {
    const target = change(meant);
    if (start < done || target === meant) continue;
    changed += text.slice(done, start) + target;
    done = end;
  }
  return changed + text.slice(done);
}

/**
 * The source of a regular expression that matches code in Markdown. The expression needs the flag `m`.
 * Group 1 matches the opening fence. As in CommonMark, an unclosed fence extends to the end of the text.
 */
export const codePattern =
  "^(?:[ \\t>]|[-*+][ \\t]|\\d{1,9}[.)][ \\t])*(`{3,}(?=[^`\\n]*$)|~{3,})[^\\n]*" +
  "(?:\\n(?:[\\s\\S]*?^[ \\t>]*\\1[`~]*[ \\t]*$|[\\s\\S]*)|$(?![\\s\\S]))" +
  "|(?<!`)(?:`[^`\\n]+`|``[^\\n]+?``)(?!`)";

/** Changes the parts of a Markdown text that are not code. */
export function outsideCode(text: string, change: (part: string) => string): string {
  let [changed, done] = ["", 0];
  for (const { 0: code, index } of text.matchAll(new RegExp(codePattern, "gm"))) {
    changed += change(text.slice(done, index)) + code;
    done = index + code.length;
  }
  return changed + change(text.slice(done));
}

/** Writes a picture as Markdown. An address with a space or bracket is percent-encoded. */
export function pictureText(address: string, alt: string, caption = ""): string {
  const title = caption === "" ? "" : ` "${caption.replace(/["\\]/g, "\\$&")}"`;
  return `![${alt.replace(/[[\]\\]/g, "\\$&")}](${encodedAddress(address)}${title})`;
}

/** Percent-encodes the characters that would end the address of a Markdown link. */
export function encodedAddress(address: string): string {
  return address.trim().replace(/[\s()<>]/g, percentEncoded);
}
