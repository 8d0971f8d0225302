/** The kinds of inline formatting, and the Markdown delimiters of each kind. */
const formatMarks = { strong: "**", emphasis: "*", strike: "~~", code: "`" } as const;
export type FormatKind = keyof typeof formatMarks;

/** Matches delimiters inside a text. A `*` next to another `*` is not a delimiter of emphasis. */
const delimiters: Readonly<Record<FormatKind, RegExp>> = {
  strong: /\*\*/g,
  emphasis: /(?<!\*)\*(?!\*)/g,
  strike: /~~/g,
  code: /`/g,
};

/** A part of a text from `start` up to `end`, in UTF-16 units. `end` is not included. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** An edit that replaces `span` with `text` and selects `selection` in the new text. */
export interface FormatEdit {
  readonly span: TextSpan;
  readonly text: string;
  readonly selection: TextSpan;
}

/**
 * Formats the selection. If the selection is already formatted, removes the delimiters instead.
 * Spaces at the ends stay outside, because Markdown ignores a delimiter next to a space.
 */
export function toggleFormat(text: string, selected: TextSpan, kind: FormatKind): FormatEdit {
  const mark = formatMarks[kind];
  const span = trimmed(text, selected);
  const inner = text.slice(span.start, span.end);
  const size = mark.length;
  if (inner.length >= 2 * size && isMarked(inner, mark)) {
    const middle = inner.slice(size, -size);
    const words = middle.replace(delimiters[kind], "");
    // The delimiters at both ends may belong to different pairs: `**a** and **b**` becomes `**a and b**`.
    if (words !== middle) return replaced(span, mark + words + mark, size, words.length);
    return replaced(span, middle, 0, middle.length);
  }
  const outer = { start: Math.max(0, span.start - size), end: span.end + size };
  if (isMarked(text.slice(outer.start, outer.end), mark) && isOwn(text, outer, mark)) {
    return replaced(outer, inner, 0, inner.length);
  }
  return replaced(span, mark + inner + mark, size, inner.length);
}

/** Turns the selection into a link. The caret moves to the missing address or the missing text. */
export function makeLink(text: string, selected: TextSpan): FormatEdit {
  const span = trimmed(text, selected);
  const inner = text.slice(span.start, span.end);
  if (isAddress(inner)) return replaced(span, `[](${inner})`, 1, 0);
  return inner === "" ? replaced(span, "[]()", 1, 0) : replaced(span, `[${inner}]()`, inner.length + 3, 0);
}

/**
 * Returns a link from selected text to a pasted address. Null if the text or the address is unsuitable.
 * `ownTarget` returns the link for an address of the blog itself, or null.
 */
export function linkFromPaste(
  words: string,
  pasted: string,
  ownTarget: (address: string) => string | null = () => null,
): string | null {
  const address = pasted.trim();
  if (words.trim() === "" || /[\r\n]/.test(words) || isAddress(words) || !isAddress(address)) return null;
  const own = ownTarget(address);
  if (own !== null) return `[${words}](${own})`;
  return `[${words}](${/[()]/.test(address) ? `<${address}>` : address})`;
}

function isAddress(text: string): boolean {
  return /^(?:https?:\/\/|mailto:)[^\s<>]+$/i.test(text);
}

function trimmed(text: string, { start, end }: TextSpan): TextSpan {
  const inner = text.slice(start, end);
  const content = inner.trim();
  if (content === "") return { start, end: start };
  const from = start + inner.indexOf(content);
  return { start: from, end: from + content.length };
}

function isMarked(text: string, mark: string): boolean {
  return (
    text.length >= 2 * mark.length &&
    text.startsWith(mark) &&
    text.endsWith(mark) &&
    isOwn(text, { start: 0, end: text.length }, mark)
  );
}

/** Whether a delimiter is complete. A `*` that is one half of `**` is not complete. */
function isOwn(text: string, { start, end }: TextSpan, mark: string): boolean {
  if (mark !== "*") return true;
  const left = /^\*+/.exec(text.slice(start))?.[0].length ?? 0;
  const before = /\*+$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const right = /\*+$/.exec(text.slice(0, end))?.[0].length ?? 0;
  return (left + before) % 2 === 1 && right % 2 === 1;
}

function replaced(span: TextSpan, text: string, at: number, length: number): FormatEdit {
  const start = span.start + at;
  return { span, text, selection: { start, end: start + length } };
}
