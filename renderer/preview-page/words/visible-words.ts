import { style, paintInline } from "../../writing/markdown/inline-tokens.ts";

/** The characters of Markdown that the page shows, and the offset of each character in the Markdown. */
export interface VisibleWords {
  readonly text: string;
  readonly offsets: readonly number[];
}

/** Matches the markup of quotations, headings, lists and tasks at the beginning of a line. */
const beginning =
  /^[ \t]*(?:>[ \t]*)*(?:#{1,6}[ \t]+)?(?:(?:[-*+]|\d{1,9}[.)]|\[\^[^\]\s]+\]:|:)[ \t]+(?:\[[ xX]\][ \t]+)?)?/;
const attributes = /[ \t]*\{[#.][^{}]*\}[ \t]*$/;

/** Returns the visible text of some lines of Markdown. Leaves out markup, addresses and ruby readings. */
export function visibleWords(lines: string): VisibleWords {
  const offsets: number[] = [];
  let text = "";
  let start = 0;
  for (const line of lines.split("\n")) {
    if (start > 0) {
      offsets.push(start - 1);
      text += "\n";
    }
    const from = beginning.exec(line)?.[0].length ?? 0;
    const to = attributes.exec(line)?.index ?? line.length;
    for (const at of seen(line, from, to)) {
      offsets.push(start + at);
      text += line.charAt(at);
    }
    start += line.length + 1;
  }
  return { text, offsets };
}

const unseen = style.mark | style.reading | style.html | style.note;

function* seen(line: string, from: number, to: number): Generator<number> {
  const styles = paintInline(line, from);
  let inTarget = false;
  for (let at = from; at < to; at++) {
    const value = styles[at] ?? 0;
    const isAddress = (value & style.address) !== 0;
    // Skips an address after `(`, because the address is the destination of a link.
    const opens = line[at - 1] === "(" && ((styles[at - 1] ?? 0) & style.mark) !== 0;
    inTarget = isAddress && (inTarget || opens);
    if (!inTarget && (value & unseen) === 0) yield at;
  }
}
