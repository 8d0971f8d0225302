const longestTitle = 40;

/** The first words of a text without its Markdown signs, to call it by. */
export function firstWordsOf(body: string): string {
  for (const line of body.split("\n", 40)) {
    const words = plainWords(line);
    if (words !== "") return shorten(words);
  }
  return "";
}

/** Each sign that opens something ends what was opened before, so that no pattern looks further than to the next one. */
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
