import { percentEncoded } from "#contract/text/percent-encoding.ts";

/**
 * Returns a Markdown link from one post to another. It contains the path of the other post's file, so it
 * stays valid when that post's address changes, and other programs can follow it.
 */
export function postLink(from: string, to: string, words: string): string {
  return `[${linkWords(words)}](${linkTarget(from, to)})`;
}

/** Escapes the characters of a link's text that mean something in Markdown. */
function linkWords(words: string): string {
  return words
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\[\]`*_<>~{}$]|&(?=#?\w+;)|[｜《]/g, "\\$&");
}

/** Returns the path of the other post's file, relative to the file that contains the link. */
export function linkTarget(from: string, to: string): string {
  const folder = from.split("/").slice(0, -1);
  const target = to.split("/");
  let common = 0;
  while (common < folder.length && common < target.length - 1 && folder[common] === target[common]) common++;
  const steps = [...folder.slice(common).map(() => ".."), ...target.slice(common)];
  return steps.join("/").replace(/[\s()<>[\]%\\?#]/g, percentEncoded);
}
