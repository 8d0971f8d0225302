const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const hyphen = 0x2d;

/** The bytes of one entry, with line feeds as the only line ends. */
export interface Segment {
  readonly bytes: Buffer;
  /** Whether a line of eight hyphens in the entry was treated as part of the entry's text. */
  readonly hasDashes: boolean;
}

const separator = Buffer.from("--------\n");
/** Keys with which an entry can begin. */
const knownKey =
  /^(?:AUTHOR|TITLE|BASENAME|STATUS|ALLOW COMMENTS|ALLOW PINGS|CONVERT BREAKS|PRIMARY CATEGORY|CATEGORY|DATE|TAGS|NO ENTRY|IMAGE|UNIQUE URL|ENTRY PASSWORD|PERMALINK) *:/;

/**
 * Divides the bytes of an export into entries. Lines of eight hyphens separate the entries.
 * The text of an entry can also contain lines of hyphens.
 * A line of hyphens separates entries only if an entry or the end of the file follows it.
 * Entries can have different encodings, but a hyphen is the same byte in all of them.
 */
export async function* segmentsOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<Segment> {
  let held: Buffer[] = [];
  for await (const bytes of rawSegments(pieces)) {
    const previous = held.at(-1);
    if (previous !== undefined && !isBlank(bytes) && beginsEntry(bytes, held)) {
      yield joined(held);
      held = [bytes];
    } else held.push(bytes);
  }
  while (held.length > 1 && isBlank(held.at(-1) ?? Buffer.alloc(0))) held.pop();
  const [first] = held;
  if (first && !(held.length === 1 && isBlank(first))) yield joined(held);
}

function joined(held: readonly Buffer[]): Segment {
  const kept = [...held];
  while (kept.length > 1 && isBlank(kept.at(-1) ?? Buffer.alloc(0))) kept.pop();
  const first = isBlank(kept[0] ?? Buffer.alloc(0)) ? kept.slice(1) : kept;
  const parts = first.flatMap((part, at) => (at === 0 ? [part] : [separator, part]));
  return {
    bytes: first.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts),
    hasDashes: first.length > 1,
  };
}

/** Yields the bytes between lines of exactly eight hyphens. Spaces may follow the hyphens. */
async function* rawSegments(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let rest: Buffer = Buffer.alloc(0);
  const cut = (): Buffer => {
    const bytes = Buffer.concat(parts);
    parts = [];
    return bytes;
  };
  // True if the next chunk of bytes begins inside a line.
  let isInLine = false;
  for await (const text of unifiedLines(pieces)) {
    const bytes = rest.length === 0 ? text : Buffer.concat([rest, text]);
    const first = isInLine ? bytes.indexOf(lineFeed) + 1 : 0;
    if (isInLine && first === 0) {
      parts.push(bytes);
      continue;
    }
    let start = 0;
    const last = bytes.lastIndexOf(lineFeed) + 1;
    for (let at = first; at < last; ) {
      const end = bytes.indexOf(lineFeed, at) + 1;
      if (isSeparator(bytes, at, end - 1)) {
        parts.push(bytes.subarray(start, at));
        yield cut();
        start = end;
      }
      at = end;
    }
    parts.push(bytes.subarray(start, last));
    // A chunk can end inside a separator, so a last line of hyphens is joined to the next chunk.
    // Does not join other text to the next chunk, because joining many megabytes would be slow.
    rest = bytes.subarray(last);
    isInLine = rest.length > 0 && rest[0] !== hyphen;
    if (isInLine) {
      parts.push(rest);
      rest = Buffer.alloc(0);
    }
  }
  if (isSeparator(rest, 0, rest.length)) yield cut();
  else parts.push(rest);
  yield cut();
}

function isSeparator(bytes: Buffer, from: number, to: number): boolean {
  let at = from;
  while (at < to && bytes[at] === hyphen) at += 1;
  if (at - from !== 8) return false;
  while (at < to && bytes[at] === 0x20) at += 1;
  return at === to;
}

/** Converts CRLF and CR to LF. One file can contain several kinds of line ends. */
async function* unifiedLines(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let endsWithReturn = false;
  for await (const piece of pieces) {
    if (!endsWithReturn && !piece.includes(carriageReturn)) {
      yield piece;
      continue;
    }
    const unified = Buffer.allocUnsafe(piece.length + 1);
    let length = 0;
    for (const byte of piece) {
      if (endsWithReturn && byte !== lineFeed) unified[length++] = lineFeed;
      endsWithReturn = byte === carriageReturn;
      if (!endsWithReturn) unified[length++] = byte;
    }
    yield unified.subarray(0, length);
  }
  if (endsWithReturn) yield Buffer.from("\n");
}

function isBlank(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte !== lineFeed && byte !== 0x20 && byte !== 0x09) return false;
  return true;
}

/**
 * Whether `bytes`, which follow a line of eight hyphens, are the beginning of a new entry.
 * `before` are the bytes before the line of eight hyphens.
 */
function beginsEntry(bytes: Buffer, before: readonly Buffer[]): boolean {
  const head = linesAtStart(bytes);
  const [first = ""] = head.filter((line) => line.trim() !== "");
  if (!knownKey.test(first)) return false;
  // Every entry ends with a line of five hyphens and a line of eight hyphens.
  // An entry that a text shows as an example does not follow a line of five and a line of eight hyphens.
  const last = [...before].reverse().find((part) => !isBlank(part));
  return last === undefined || endsWithPiece(last) || isMetadata(head);
}

function endsWithPiece(bytes: Buffer): boolean {
  return /(?:^|\n)----- *\s*$/.test(bytes.toString("latin1", Math.max(0, bytes.length - 64)));
}

const maxHeadLines = 60;

function linesAtStart(bytes: Buffer): string[] {
  return bytes.toString("latin1", 0, 8192).split("\n").slice(0, maxHeadLines);
}

/** Whether the lines up to the first line of five hyphens are all metadata. */
function isMetadata(lines: readonly string[]): boolean {
  const end = lines.findIndex((line) => /^----- *$/.test(line));
  return end > 0 && lines.slice(0, end).every((line) => /^\s*$|^[A-Z][A-Za-z0-9_ ]*:/.test(line));
}
