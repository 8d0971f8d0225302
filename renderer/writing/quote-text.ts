/** Addresses stay links; their characters have no meaning in Markdown. */
const address = /https?:\/\/[\w\-./:?#@!%&+,;=]+/g;

/**
 * Returns someone else's text as a literal Markdown quotation: nothing in it acts as markup, and none of its
 * HTML gets onto the author's page.
 */
export function quoteText(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map((line) => `> ${escapeLine(line)}`.trimEnd())
    .join("\n");
}

function escapeLine(line: string): string {
  const words = line.replace(/^[ \t]+/, "");
  let escaped = "";
  let at = 0;
  for (const match of words.matchAll(address)) {
    escaped += escapeWords(words.slice(at, match.index)) + match[0];
    at = match.index + match[0].length;
  }
  escaped += escapeWords(words.slice(at));
  return escaped.replace(/^(\d{1,9})([.)])/, "$1\\$2").replace(/^([#+=:-])/, "\\$1");
}

/** Returns someone else's text on one line, with all markup escaped. */
export function escapeWords(words: string): string {
  return words.replace(/(?<!\s)\s*[\r\n]\s*/g, " ").replace(/[\\`*_[\]<>&~|{}$^｜《]/g, "\\$&");
}

/** Fits a title into a sentence's quotation marks: in 「」 its own become 『』, in “ ” they become ‘ ’. */
export function quotedTitle(title: string, sentence: (title: string) => string): string {
  const frame = sentence("");
  const inner = frame.includes("「")
    ? title.replaceAll("「", "『").replaceAll("」", "』")
    : title.replaceAll("“", "‘").replaceAll("”", "’");
  return sentence(inner);
}
