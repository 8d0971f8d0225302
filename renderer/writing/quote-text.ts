/**
 * Matches a web address without Markdown characters. It is not escaped, so that it becomes a link.
 * A single `~`, as in `/~name/`, has no meaning in Markdown.
 */
const address = /https?:\/\/(?:[\w\-./:?#@!%&+,;=]|(?<!~)~(?!~))+/g;

/** Converts another person's text to a Markdown quotation. Markup and HTML are escaped. */
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

/** Converts another person's text to one line. Markup is escaped. */
export function escapeWords(words: string): string {
  return words.replace(/(?<!\s)\s*[\r\n]\s*/g, " ").replace(/[\\`*_[\]<>&~|{}$^｜《]/g, "\\$&");
}

/** Inserts a title into a sentence. In the title, 「」 become 『』, and “ ” become ‘ ’. */
export function quotedTitle(title: string, sentence: (title: string) => string): string {
  const frame = sentence("");
  const inner = frame.includes("「")
    ? title.replaceAll("「", "『").replaceAll("」", "』")
    : title.replaceAll("“", "‘").replaceAll("”", "’");
  return sentence(inner);
}
