/** A position in a YAML text that is written in lines. */
export interface YamlPlace {
  /** Keys of the maps around the position, and 0 for each list; with the key itself if it is in a value. */
  readonly path: readonly (string | number)[];
  /** Whether a key or a value stands, or may be written, at the position. */
  readonly what: "key" | "value";
}

/** Matches the dashes, the key and the colon of a line. */
const shape = /^( *)((?:- +)*)(?:(?:"([^"]*)"|'([^']*)'|([^\s#"'[\]{},&*!|>%@`][^:#]*?)) *(:)(?= |$))?/;

interface Line {
  /** Column of the key, or of what may become one. */
  readonly column: number;
  /** Columns of the dashes before it. */
  readonly dashes: readonly number[];
  readonly key: string | undefined;
  /** Column after the colon; -1 if there is none. */
  readonly colonEnd: number;
}

/**
 * Returns what a position in a YAML text belongs to, judged by the indentation of the lines above: the text
 * may be unfinished. Both numbers are 0-based. Ignores what is inside maps in braces.
 */
export function yamlPlace(lines: readonly string[], line: number, column: number): YamlPlace {
  const current = read((lines[line] ?? "").replace(/\r$/, ""));
  const isValue = current.colonEnd >= 0 && column >= current.colonEnd;
  const path: (string | number)[] = isValue && current.key !== undefined ? [current.key] : [];
  // A key on an empty line is a child of what its column allows
  let limit =
    current.key === undefined && current.dashes.length === 0
      ? Math.min(column, current.column)
      : current.column;
  let isItem = false;
  const enter = (dashes: readonly number[]): void => {
    for (const dash of dashes.toReversed()) {
      if (dash >= limit) continue;
      path.unshift(0);
      limit = dash;
      isItem = true;
    }
  };
  enter(current.dashes);
  for (let at = line - 1; at >= 0 && (limit > 0 || isItem); at--) {
    const above = (lines[at] ?? "").replace(/\r$/, "");
    if (/^\s*(?:#|$)/.test(above)) continue;
    const { column: its, dashes, key } = read(above);
    // A list may be at the column of its key
    if (key !== undefined && (its < limit || (isItem && its === limit && dashes.length === 0))) {
      path.unshift(key);
      limit = its;
      isItem = false;
    }
    enter(dashes);
  }
  return { path, what: isValue ? "value" : "key" };
}

function read(line: string): Line {
  const [whole = "", indent = "", marks = "", double, single, plain, colon] = shape.exec(line) ?? [];
  const dashes = [...marks.matchAll(/-/g)].map(({ index }) => indent.length + index);
  return {
    column: indent.length + marks.length,
    dashes,
    key: double ?? single ?? plain,
    colonEnd: colon === undefined ? -1 : whole.length,
  };
}
