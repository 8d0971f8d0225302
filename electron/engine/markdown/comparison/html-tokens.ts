/** A tag, comment or line of white space, or a piece of text as small as a difference is worth showing. */
export interface HtmlToken {
  readonly html: string;
  readonly isTag: boolean;
}

/** Tags with their attributes, entities, Japanese by the character, other scripts by the word. */
const pattern =
  /<!--.*?-->|<(?:[^>"']|"[^"]*"|'[^']*')*>|&(?:#\w+|\w+);|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]|[\p{L}\p{N}\p{M}]+|\s+|./gsu;

/** Takes HTML apart; the tokens joined are the HTML again. */
export function htmlTokens(html: string): HtmlToken[] {
  return (html.match(pattern) ?? []).map((token) => ({
    html: token,
    isTag: token.length > 1 && token.startsWith("<"),
  }));
}

/** HTML without the marks that tie it to lines of the text. */
export function withoutLines(html: string): string {
  return html.replace(/ data-line="\d+"/g, "");
}
