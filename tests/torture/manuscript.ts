import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { wordNumber } from "./author.ts";

/** The post whose file contains most of the numbered words, and the words in earlier versions of posts. */
export interface Manuscript {
  readonly file: string;
  /** Numbers in the order of the text. */
  readonly numbers: readonly number[];
  readonly inHistory: ReadonlySet<number>;
  /** Whether the file or the history contains this text. */
  has(text: string): boolean;
}

/** Reads the post and its history from disk. */
export async function readManuscript(blog: string): Promise<Manuscript> {
  const posts = await read(join(blog, "posts"), ".md", (bytes) => bytes.toString());
  const versions = await read(join(blog, ".hitofude", "history"), ".gz", (bytes) =>
    gunzipSync(bytes).toString(),
  );
  const [best] = posts
    .map(({ file, text }) => ({ file, text, numbers: numbersIn(text) }))
    .sort((a, b) => b.numbers.length - a.numbers.length);
  return {
    file: best?.file ?? "",
    numbers: best?.numbers ?? [],
    inHistory: new Set(versions.flatMap(({ text }) => numbersIn(text))),
    has: (text) => [...posts, ...versions].some((one) => one.text.includes(text)),
  };
}

function numbersIn(text: string): number[] {
  return (text.match(wordNumber) ?? []).map(Number);
}

async function read(folder: string, end: string, decode: (bytes: Buffer) => string) {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files = names.filter((name) => name.endsWith(end)).map((name) => join(folder, name));
  return Promise.all(files.map(async (file) => ({ file, text: decode(await readFile(file)) })));
}
