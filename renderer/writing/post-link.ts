/**
 * A link from one post to another, by their files: it leads there whatever address the other one gets, and other programs
 * follow it too.
 */
export function postLink(from: string, to: string, words: string): string {
  return `[${linkWords(words)}](${linkTarget(from, to)})`;
}

/** Words inside the brackets of a link: those that Markdown would take for something else are protected. */
function linkWords(words: string): string {
  return words
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\[\]`*_<>~{}$]|&(?=#?\w+;)|[｜《]/g, "\\$&");
}

/** The other post's file as a link in the first one writes it. */
export function linkTarget(from: string, to: string): string {
  const folder = from.split("/").slice(0, -1);
  const target = to.split("/");
  let common = 0;
  while (common < folder.length && common < target.length - 1 && folder[common] === target[common]) common++;
  const steps = [...folder.slice(common).map(() => ".."), ...target.slice(common)];
  return steps.join("/").replace(/[\s()<>[\]%\\?#]/g, encoded);
}

function encoded(character: string): string {
  const written = encodeURIComponent(character);
  if (written !== character) return written;
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
