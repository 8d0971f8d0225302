const textsInPiece = 200;

/** Joins texts, some hundred at a time, as they come: when all is one text, no more than that is left of thousands of small ones. */
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
