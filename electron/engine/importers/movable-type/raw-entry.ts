/** The parts of an entry, unchanged from the file. */
export interface RawEntry {
  /** Values of each key, in the order of the file. */
  readonly meta: ReadonlyMap<string, readonly string[]>;
  /** Maps the name of each section, such as `BODY`, to the texts of all sections with this name. */
  readonly pieces: ReadonlyMap<string, readonly string[]>;
  /** Whether a line of hyphens inside a text looked like a separator. */
  readonly hasDashes: boolean;
}

const pieceName = /^(BODY|EXTENDED BODY|EXCERPT|KEYWORDS|COMMENT|PING|CF\w*): *$/;
const metaLine = /^([A-Z][A-Za-z0-9_ ]*?) *:(?: (.*)|(.*))$/;
const pieceEnd = /^----- *$/;

/**
 * Parses one entry: metadata up to a line of five hyphens, then texts that each end with such a line.
 * A text can contain `TITLE: …`, because lines after the first line of hyphens are never metadata.
 */
export function parseRawEntry(text: string): RawEntry {
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  const meta = new Map<string, string[]>();
  const at = readMeta(lines, meta);
  const { pieces, hasDashes } = readPieces(lines, at);
  return { meta, pieces, hasDashes };
}

function addTo(values: Map<string, string[]>, key: string, value: string): void {
  const known = values.get(key);
  if (known) known.push(value);
  else values.set(key, [value]);
}

/** Reads metadata into `meta` and returns the index of the line at which the texts begin. */
function readMeta(lines: readonly string[], meta: Map<string, string[]>): number {
  for (const [at, line] of lines.entries()) {
    if (pieceEnd.test(line)) return at + 1;
    // Very old files have no sections: all lines after `START BODY` are the text.
    if (/^START BODY *:? *$/.test(line) || pieceName.test(line)) return at;
    const [, key, spaced, tight] = metaLine.exec(line) ?? [];
    if (key !== undefined) addTo(meta, key.toUpperCase(), (spaced ?? tight ?? "").trim());
  }
  return lines.length;
}

function readPieces(
  lines: readonly string[],
  from: number,
): { pieces: Map<string, string[]>; hasDashes: boolean } {
  const pieces = new Map<string, string[]>();
  let hasDashes = false;
  let name = "";
  let text: string[] = [];
  const close = (): void => {
    if (name !== "") addTo(pieces, name, text.map(unescaped).join("\n"));
    [name, text] = ["", []];
  };
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (name === "") {
      if (/^START BODY *:? *$/.test(line)) name = "BODY";
      else if (pieceName.test(line)) name = pieceName.exec(line)?.[1] ?? "";
      else if (line.trim() !== "" && !pieceEnd.test(line)) {
        // Text outside of any section is added to the body, so that it is not lost.
        [name, text] = ["BODY", [line]];
      }
    } else if (pieceEnd.test(line) && endsPiece(lines, at)) close();
    else {
      if (pieceEnd.test(line)) hasDashes = true;
      text.push(line);
    }
  }
  close();
  return { pieces, hasDashes };
}

/**
 * Whether a line of five hyphens ends a text: only if another section or the end of the entry follows.
 * Until March 2026, Movable Type did not escape lines of hyphens inside texts.
 */
function endsPiece(lines: readonly string[], at: number): boolean {
  for (let next = at + 1; next < lines.length; next += 1) {
    const line = lines[next] ?? "";
    if (line.trim() !== "") return pieceName.test(line);
  }
  return true;
}

/** Removes the tab with which Movable Type escapes lines of hyphens in texts. */
function unescaped(line: string): string {
  return /^-{5,}\t$/.test(line) ? line.slice(0, -1) : line;
}
