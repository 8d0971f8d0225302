/** A text that is hard to read for its kind of parser, in any size. */
export interface Seed {
  readonly name: string;
  /** Makes the text, of about `size` characters. */
  readonly make: (size: number) => string;
}

/** The piece as often as it fits, with something in front of it and behind it. */
export function repeated(piece: string, { before = "", after = "" } = {}): Seed {
  const shown = JSON.stringify(`${before}${piece}…${after}`).slice(1, -1);
  return {
    name: shown.length > 60 ? `${shown.slice(0, 60)}…` : shown,
    make: (size) => before + piece.repeat(Math.max(1, Math.floor(size / piece.length))) + after,
  };
}

/** Pieces that differ in their number, as many as fit. */
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

/** Openers that are all closed again: `[[[ … ]]]`. */
export function nested(open: string, close: string, { before = "", inside = "a", after = "" } = {}): Seed {
  return {
    name: `${JSON.stringify(open).slice(1, -1)} nested`,
    make(size) {
      const depth = Math.max(1, Math.floor(size / (open.length + close.length)));
      return before + open.repeat(depth) + inside + close.repeat(depth) + after;
    },
  };
}

/** The same text with the line ends of Windows. */
export function withCarriageReturns({ name, make }: Seed): Seed {
  return { name: `${name} with CRLF`, make: (size) => make(size).replaceAll("\n", "\r\n") };
}
