/** A tag, comment or run of white space, or the smallest piece of text that is compared. */
export interface HtmlToken {
  readonly html: string;
  readonly isTag: boolean;
}

/** Tags with their attributes, entities, Japanese by character, other scripts by word. */
const piece =
  /<(?:[^<>"']|"[^"]*"|'[^']*')*>|&(?:#\w+|\w+);|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]|[\p{L}\p{N}\p{M}]+|\s+|./gsu;
const commentOrPiece = new RegExp(`<!--.*?-->|${piece.source}`, piece.flags);

/** Splits HTML into tokens; joined, they are the HTML. */
export function htmlTokens(html: string): HtmlToken[] {
  // After the last comment, an unclosed one would be searched to the end repeatedly (quadratic time)
  const last = html.lastIndexOf("-->");
  const end = last < 0 ? 0 : last + 3;
  const tokens = [
    ...(html.slice(0, end).match(commentOrPiece) ?? []),
    ...(html.slice(end).match(piece) ?? []),
  ];
  return tokens.map((token) => ({
    html: token,
    isTag: token.length > 1 && token.startsWith("<"),
  }));
}

/** Removes the marks that connect HTML to lines of the text. */
export function withoutLines(html: string): string {
  return html.replace(/ data-line="\d+"/g, "");
}
