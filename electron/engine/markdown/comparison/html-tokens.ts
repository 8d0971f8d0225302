/** A tag, comment or line of white space, or a piece of text as small as a difference is worth showing. */
export interface HtmlToken {
  readonly html: string;
  readonly isTag: boolean;
}

/** Tags with their attributes, entities, Japanese by the character, other scripts by the word. */
const piece =
  /<(?:[^<>"']|"[^"]*"|'[^']*')*>|&(?:#\w+|\w+);|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]|[\p{L}\p{N}\p{M}]+|\s+|./gsu;
const commentOrPiece = new RegExp(`<!--.*?-->|${piece.source}`, piece.flags);

/** Takes HTML apart; the tokens joined are the HTML again. */
export function htmlTokens(html: string): HtmlToken[] {
  // Behind the last comment, one that is not closed would be looked for to the end again and again
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

/** HTML without the marks that tie it to lines of the text. */
export function withoutLines(html: string): string {
  return html.replace(/ data-line="\d+"/g, "");
}
