/** Whether a path has the extension of a Markdown file, in upper or lower case. */
export function isMarkdownFile(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path);
}

/**
 * Removes the backslashes that escape punctuation in Markdown: `\*` becomes `*`.
 * @see https://spec.commonmark.org/0.31.2/#backslash-escapes
 */
export function withoutEscapes(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, "$1");
}
