import type { FormatEdit, TextSpan } from "./formatting.ts";

/**
 * Returns the address of a text that contains only a web address, perhaps in angle brackets.
 * Returns null if the text contains anything besides a web address.
 */
export function loneAddress(text: string): string | null {
  const [, inBrackets, bare] = /^(?:<(https?:\/\/[^\s<>]+)>|(https?:\/\/[^\s<>]+))$/i.exec(text.trim()) ?? [];
  const address = inBrackets ?? bare ?? "";
  return URL.canParse(address) ? address : null;
}

/** Returns the web address on the line at an offset. Returns null if the line contains anything else. */
export function loneAddressAt(text: string, offset: number): string | null {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return loneAddress(text.slice(start).split("\n", 1)[0] ?? "");
}

/**
 * Returns the edit that puts `markdown` in place of the last line that contains only `address`.
 * The Markdown becomes a separate paragraph, and the selection stays.
 * Returns null if no line contains only `address`.
 */
export function replaceLoneAddress(
  text: string,
  selected: TextSpan,
  address: string,
  markdown: string,
): FormatEdit | null {
  const line = [...text.matchAll(/[^\r\n]+/g)].findLast(([written]) => loneAddress(written) === address);
  if (!line) return null;
  const start = line.index;
  const end = start + line[0].length;
  const hasLineBefore = /\S[^\S\n]*\n[^\S\n]*$/.test(text.slice(0, start));
  const hasLineAfter = /^[^\S\n]*\n[^\S\n]*\S/.test(text.slice(end));
  const added = `${hasLineBefore ? "\n" : ""}${markdown}${hasLineAfter ? "\n" : ""}`;
  const moved = (offset: number): number => {
    if (offset >= end) return offset + added.length - line[0].length;
    return Math.min(offset, start + added.length);
  };
  const selection = { start: moved(selected.start), end: moved(selected.end) };
  return { span: { start, end }, text: added, selection };
}
