import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { code, english, headings, items, japanese, tags } from "./corpus-sentences.ts";

const settings = `title: 机の上の記録
description: 測るために書かれた日記
author:
  name: 机
language: ja
timeZone: Asia/Tokyo
url: https://example.com/
theme: hitokoto
sections:
  notes:
    title: 記録
`;

/** A PNG of 3 × 2 pixels, for the posts that show an image. */
const image = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==",
  "base64",
);

/**
 * Writes a blog of `count` posts of about 3 KB each.
 * The bytes are the same on every computer and in every run.
 * `further` receives a post's date (`2005-01-01T…`) and returns more lines for the front matter.
 */
export async function writeCorpus(folder: string, count: number, further = noLines): Promise<void> {
  await mkdir(join(folder, "media"), { recursive: true });
  await mkdir(join(folder, "posts", "notes"), { recursive: true });
  await writeFile(join(folder, "blog.yaml"), settings);
  await writeFile(join(folder, "media", "photo.png"), image);
  for (let number = 1; number <= count; number += 1) {
    await writeFile(join(folder, postPath(number)), corpusPost(number, further));
  }
}

const noLines = (_date: string): readonly string[] => [];

/** Returns the path of a post inside the blog. Numbers start at 1. */
export function postPath(number: number): string {
  return `posts/notes/${String(number).padStart(5, "0")}.md`;
}

/** Returns the Markdown of one post without its front matter. */
export function corpusBody(number: number): string {
  return corpusPost(number).split("---\n\n")[1] ?? "";
}

/**
 * Returns the file of one post.
 * A post depends only on its number, so a small corpus has the same posts as the beginning of a large one.
 */
export function corpusPost(number: number, further = noLines): string {
  const choose = chooser(number);
  const chosen = new Set([choose(tags), choose(tags), choose(tags)]);
  const front = [
    `title: ${choose(headings)} ${number}`,
    `date: ${dateOf(number)}`,
    `tags: [${[...chosen].join(", ")}]`,
    ...further(dateOf(number)),
  ];
  return `---\n${front.join("\n")}\n---\n\n${bodyOf(number, choose)}`;
}

/** Returns prose of at least this many bytes, which a benchmark can type. */
export function corpusText(bytes: number): string {
  let text = "";
  for (let number = 1; Buffer.byteLength(text) < bytes; number += 1) text += bodyOf(number, chooser(number));
  return text;
}

/** Returns Markdown that every generator understands, so that the comparison is fair. */
function bodyOf(number: number, choose: Choose): string {
  const [language, lines] = choose(code);
  const paragraph = (sentences: readonly string[], length: number, join: string): string =>
    Array.from({ length }, () => choose(sentences)).join(join);
  const blocks = [
    paragraph(japanese, 4, ""),
    `## ${choose(headings)}`,
    `${choose(japanese)}**${choose(items)}**と[覚え書き](https://example.com/notes/${number})、${choose(japanese)}`,
    `- ${choose(items)}\n  - ${choose(items)}\n  - \`${choose(items)}\`\n- ${choose(items)}`,
    paragraph(english, 5, " "),
    `## ${choose(headings)}`,
    `1. ${choose(items)}\n2. ${choose(items)}\n3. *${choose(items)}*`,
    `> ${paragraph(japanese, 2, "")}\n> ${choose(english)}`,
    paragraph(japanese, 4, ""),
    ...(number > 1 ? [`[前の話](${String(number - 1).padStart(5, "0")}.md)の続き。${choose(japanese)}`] : []),
    ...(number % 4 === 0 ? [`![${choose(items)}](/media/photo.png)`] : []),
    `\`\`\`${language}\n${lines.replaceAll("%", String(number))}\n\`\`\``,
    `### ${choose(headings)}`,
    paragraph(english, 6, " "),
    paragraph(japanese, 4, ""),
    paragraph(english, 3, " "),
  ];
  return `${blocks.join("\n\n")}\n`;
}

/**
 * Returns the date of a post. The dates of consecutive posts are seventeen hours apart.
 * Because of this distance, 10,000 posts cover twenty years, and no two posts have the same minute.
 * Posts after the first 10,000 get dates between these dates, because a site hides posts of the future.
 */
function dateOf(number: number): string {
  const hour = 3_600_000;
  const [round, place] = [Math.floor((number - 1) / 10_000), ((number - 1) % 10_000) + 1];
  const time = Date.UTC(2005, 0, 1) + place * 17 * hour + round * 1.7 * hour;
  return `${new Date(time).toISOString().slice(0, 19)}+09:00`;
}

type Choose = <Value>(values: readonly Value[]) => Value;

/** Returns a function that makes the same random choices for the same seed (mulberry32). */
function chooser(seed: number): Choose {
  let state = seed;
  return (values) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const value = values[((mixed ^ (mixed >>> 14)) >>> 0) % values.length];
    if (value === undefined) throw new Error("nothing to choose from");
    return value;
  };
}
