/** A text, in any size, that may be slow to parse for a kind of parser. */
export interface Seed {
  readonly name: string;
  /** Returns the text with about `size` characters. */
  readonly make: (size: number) => string;
}

/** Repeats a piece up to the size, with a text before and after it. */
export function repeated(piece: string, { before = "", after = "" } = {}): Seed {
  const shown = JSON.stringify(`${before}${piece}…${after}`).slice(1, -1);
  return {
    name: shown.length > 60 ? `${shown.slice(0, 60)}…` : shown,
    make: (size) => before + piece.repeat(Math.max(1, Math.floor(size / piece.length))) + after,
  };
}

/** Returns numbered pieces up to the size. */
export function numbered(
  name: string,
  piece: (index: number) => string,
  { before = "", after = "" } = {},
): Seed {
  return {
    name,
    make(size) {
      const pieces: string[] = [];
      for (let length = 0, index = 0; length < size; index++) {
        const next = piece(index);
        pieces.push(next);
        length += next.length;
      }
      return before + pieces.join("") + after;
    },
  };
}

/** Returns nested brackets that are all closed: `[[[ … ]]]`. */
export function nested(open: string, close: string, { before = "", inside = "a", after = "" } = {}): Seed {
  return {
    name: `${JSON.stringify(open).slice(1, -1)} nested`,
    make(size) {
      const depth = Math.max(1, Math.floor(size / (open.length + close.length)));
      return before + open.repeat(depth) + inside + close.repeat(depth) + after;
    },
  };
}

/** Returns the same seed with the line ends of Windows. */
export function withCarriageReturns({ name, make }: Seed): Seed {
  return { name: `${name} with CRLF`, make: (size) => make(size).replaceAll("\n", "\r\n") };
}
