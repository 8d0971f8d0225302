const longestTitle = 40;

/** Returns the first words of a text, without Markdown syntax, to be shown for a post without a title. */
export function firstWordsOf(body: string): string {
  for (const line of body.split("\n", 40)) {
    const words = plainWords(line);
    if (words !== "") return shorten(words);
  }
  return "";
}

/**
 * Removes Markdown and HTML syntax from a line. No pattern extends over another opening bracket, so matching
 * takes linear time.
 */
function plainWords(line: string): string {
  return line
    .replace(/!\[([^[\]]*)\]\([^)[]*\)/g, "$1")
    .replace(/\[([^[\]]*)\]\([^)[]*\)/g, "$1")
    .replace(/<[^<>]*>/g, "")
    .replace(/^[\s>#*+-]+|[*_`]/g, "")
    .trim();
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= longestTitle ? text : `${characters.slice(0, longestTitle).join("")}…`;
}
