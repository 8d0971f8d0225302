import { decodeEntities } from "#engine/base/markup.ts";

/** The segmenter is created when it is first needed, because the creation takes several milliseconds. */
let graphemes: Intl.Segmenter | undefined;
/** Matches texts in which every UTF-16 unit is one visible character, such as kana and kanji. */
const single = /^[ -\u02ff\u2010-\u2027\u3000-\u3029\u3030-\u3098\u309b-\u30ff\u3400-\u9fff\uff00-\uff9d]*$/;
/** Assumed maximum number of UTF-16 units in one visible character. An emoji of four people takes eleven. */
const unitsPerGrapheme = 12;

/** Matches a word at the end of a text, in scripts that separate words by spaces. */
const wordAtEnd =
  /(?:[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hangul}\p{Nd}'’-]\p{M}*)+$/u;
const wordAtStart = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hangul}\p{Nd}'’-]/u;
/** Maximum length of a word, in UTF-16 units. A longer run of letters may be cut anywhere. */
const longestWord = 40;

/** Returns the first `length` visible characters of a plain text on one line. Adds `…` to a cut text. */
export function excerpt(plainText: string, length: number): string {
  const start = onOneLine(plainText.slice(0, length * 2));
  if (start.length > length + 1 && single.test(start.slice(0, length + 1))) return cutAt(start, length);
  const head = plainText.slice(0, (length + 1) * unitsPerGrapheme);
  const line = onOneLine(head);
  const end = endOf(line, length);
  if (end < line.length) return cutAt(line, end);
  return head.length < plainText.length && plainText.slice(head.length).trim() !== "" ? `${line}…` : line;
}

/** Matches the comment that ends the excerpt of a text, as in Hugo, Jekyll, Hexo and Zola. */
const moreMark = /<!--\s*(?:more|excerpt)\s*-->/i;
/** Maximum length in characters of an excerpt that the author has marked with `<!--more-->`. */
const longestLead = 400;

/**
 * Returns the excerpt of a rendered text: the part before `<!--more-->`, or the first `length` characters.
 * Captions of images are left out, because they say little without the image.
 */
export function excerptOf(
  { html, plainText }: { readonly html: string; readonly plainText: string },
  length: number,
): string {
  const end = html.includes("<!--") ? html.search(moreMark) : -1;
  const lead = end < 0 ? "" : textOf(html.slice(0, end));
  return lead === "" ? excerpt(withoutCaptions(html, plainText), length) : excerpt(lead, longestLead);
}

/** Removes captions of images from a plain text. Keeps the captions if the text has no other words. */
function withoutCaptions(html: string, plainText: string): string {
  if (!html.includes("<figcaption>")) return plainText;
  const lines = plainText.split("\n");
  for (const [, caption = ""] of html.matchAll(/<figcaption>(.*?)<\/figcaption>/gs)) {
    const at = lines.indexOf(textOf(caption));
    if (at >= 0) lines.splice(at, 1);
  }
  const rest = lines.join("\n");
  return rest.trim() === "" ? plainText : rest;
}

/** Matches the tag of an element. The groups are the slash of an end tag, and the name. */
const anyTag = /<(\/?)([a-z][\w-]*)(?:"[^"]*"|'[^']*'|[^"'<>])*>/gi;
/** Elements without an end tag. */
const voidTag = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/i;

/**
 * Returns the HTML before `<!--more-->`. Adds the end tags of elements that are open at `<!--more-->`.
 * Returns null if there is no `<!--more-->`, or if the HTML before or after it is empty.
 */
export function leadOf(html: string): string | null {
  const mark = html.includes("<!--") ? moreMark.exec(html) : null;
  if (!mark) return null;
  const open: string[] = [];
  for (const [, slash, name = ""] of html.slice(0, mark.index).matchAll(anyTag)) {
    if (slash === "") open.push(...(voidTag.test(name) ? [] : [name]));
    else if (open.lastIndexOf(name) >= 0) open.length = open.lastIndexOf(name);
  }
  const ends = open.reverse().map((name) => `</${name}>`);
  const lead = (html.slice(0, mark.index) + ends.join("")).replace(/<p>\s*<\/p>$/, "").trimEnd();
  return isEmpty(lead) || isEmpty(html.slice(mark.index + mark[0].length)) ? null : lead;
}

/** Whether HTML shows no words, images or players. */
function isEmpty(html: string): boolean {
  return html.replace(/<(?!img|video|audio|iframe|svg|object)[^<>]*>/gi, "").trim() === "";
}

/** Returns the text of HTML without ruby readings. Works only for HTML in which every `<` begins a tag. */
function textOf(html: string): string {
  const withoutReadings = html.replace(/<(r[tp])>[^<]*<\/\1>/g, "");
  return decodeEntities(
    withoutReadings.replace(/<[^>]*>/g, (tag) => (tag.startsWith("</p") ? "\n" : "")),
  ).trim();
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/**
 * Returns the beginning of `line` up to `end`, followed by `…`. Omits a word that `end` would cut.
 * `line` must contain the whole character after `end`, which can take two UTF-16 units.
 */
function cutAt(line: string, end: number): string {
  return `${withoutCutWord(line.slice(0, end), line.slice(end, end + 2))}…`;
}

/** Returns the offset after the first `length` visible characters. */
function endOf(line: string, length: number): number {
  if (single.test(line.slice(0, length + 1))) return length;
  graphemes ??= new Intl.Segmenter("ja", { granularity: "grapheme" });
  let count = 0;
  for (const { index } of graphemes.segment(line)) {
    if (count++ === length) return index;
  }
  return line.length;
}

/** Removes the last word of a text if the word continues in `next`. A text of one word stays unchanged. */
function withoutCutWord(text: string, next: string): string {
  const word = wordAtStart.test(next) ? (wordAtEnd.exec(text.slice(-longestWord))?.[0] ?? "") : "";
  const whole = word.length < longestWord ? text.slice(0, text.length - word.length).trimEnd() : "";
  return whole === "" ? text.trimEnd() : whole;
}
