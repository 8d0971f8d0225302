/** Enough to recognise a text by. */
const excerptLength = 160;

/** The title that raw front matter names, without asking the engine; "" when there is none. */
export function titleOf(frontMatter: string): string {
  const line = /^title\s*[:=]\s*(.*)$/m.exec(frontMatter)?.[1]?.trim() ?? "";
  return line.replace(/^(["'])(.*)\1$/, "$2");
}

/** The end of a text, where the last words were; a surrogate pair is never cut. */
export function excerptOf(body: string): string {
  const characters = [...body.trim()];
  const end = characters.slice(-excerptLength).join("");
  return characters.length > excerptLength ? `…${end}` : end;
}
