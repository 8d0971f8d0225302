/** The smallest unit of HTML in a comparison: a tag, a comment, white space, or a piece of text. */
export interface HtmlToken {
  readonly html: string;
  readonly isTag: boolean;
  /** The HTML without `data-line` attributes. Tokens with equal keys count as equal. */
  readonly key: string;
}

/** Matches a token: a tag, an entity, white space, a Japanese character, a word, or any other character. */
const piece =
  /<(?:[^<>"']|"[^"]*"|'[^']*')*>|&(?:#\w+|\w+);|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]|[\p{L}\p{N}\p{M}]+|\s+|./gsu;
const commentOrPiece = new RegExp(`<!--.*?-->|${piece.source}`, piece.flags);

/** Splits HTML into tokens. The joined tokens are equal to the HTML. */
export function htmlTokens(html: string): HtmlToken[] {
  // Searches for comments only up to the last `-->`, because searching the rest would take quadratic time.
  const last = html.lastIndexOf("-->");
  const end = last < 0 ? 0 : last + 3;
  const tokens = [
    ...(html.slice(0, end).match(commentOrPiece) ?? []),
    ...(html.slice(end).match(piece) ?? []),
  ];
  return tokens.map((token) => ({
    html: token,
    isTag: token.length > 1 && token.startsWith("<"),
    key: withoutLines(token),
  }));
}

/** Removes the attributes `data-line`, which connect HTML with lines of the Markdown. */
export function withoutLines(html: string): string {
  return html.replace(/ data-line="\d+"/g, "");
}
