/** The path at a position in a YAML text, and whether a key or a value is there. */
export interface YamlPlace {
  /**
   * The keys of the maps that contain the position, outermost first.
   * For each list that contains the position, the path contains the number 0.
   * If the position is in a value, the last key is the key of this value.
   */
  readonly path: readonly (string | number)[];
  /** Whether a key or a value belongs at the position, even if it is not written yet. */
  readonly what: "key" | "value";
}

/** Matches the dashes, the key and the colon at the beginning of a YAML line. */
const shape = /^( *)((?:- +)*)(?:(?:"([^"]*)"|'([^']*)'|([^\s#"'[\]{},&*!|>%@`][^:#]*?)) *(:)(?= |$))?/;

interface Line {
  /** Column at which the key begins. In an empty line, column at which a key could begin. */
  readonly column: number;
  /** Columns of the dashes before the key. */
  readonly dashes: readonly number[];
  readonly key: string | undefined;
  /** Column after the colon, or -1 if there is no colon. */
  readonly colonEnd: number;
}

/** Returns the path at a 0-based position. Uses only indentation, because the text may be unfinished. */
export function yamlPlace(lines: readonly string[], line: number, column: number): YamlPlace {
  const current = read((lines[line] ?? "").replace(/\r$/, ""));
  const isValue = current.colonEnd >= 0 && column >= current.colonEnd;
  const path: (string | number)[] = isValue && current.key !== undefined ? [current.key] : [];
  // On an empty line, the caret's column determines the map to which a new key would belong.
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
    // Also accepts a key in the same column as the dashes of its list, because YAML allows this.
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
