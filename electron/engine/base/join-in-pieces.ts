const textsInPiece = 200;

/**
 * Joins texts lazily into strings of 200 texts each, so that thousands of small strings do not stay in
 * memory.
 */
export function* joinInPieces(texts: Iterable<string>): Generator<string> {
  let piece: string[] = [];
  for (const text of texts) {
    piece.push(text);
    if (piece.length < textsInPiece) continue;
    yield piece.join("");
    piece = [];
  }
  yield piece.join("");
}
