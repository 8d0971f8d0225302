const longestTitle = 40;

/** Returns the first words of a text without Markdown syntax, as a substitute for a title. */
export function firstWordsOf(body: string): string {
  for (const line of body.split("\n", 40)) {
    const words = plainWords(line);
    if (words !== "") return shorten(words);
  }
  return "";
}

/** No pattern matches across another opening bracket, so that matching takes linear time. */
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
