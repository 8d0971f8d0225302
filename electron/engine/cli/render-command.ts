import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { AppError } from "#contract/errors.ts";
import { splitFrontMatter } from "#engine/blog/front-matter/front-matter.ts";
import { readFrontMatter } from "#engine/blog/front-matter/front-matter-values.ts";
import { readError } from "#engine/base/file-errors.ts";
import { decodeUtf8Strict, guessEncoding } from "#engine/base/text/text-encoding.ts";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import type { Request } from "./command-line.ts";
import type { Report } from "./report.ts";

/**
 * `hitofude render`: renders Markdown to HTML with the settings of a new blog. Line breaks become `<br>`.
 * Adds words in the language of the text's property `language`, for example the heading of footnotes.
 * For a text without `language`, the words are in the language of the environment.
 */
export async function renderCommand(
  { file }: Extract<Request, { command: "render" }>,
  report: Report,
): Promise<number> {
  const bytes = await (file === "-" ? buffer(process.stdin) : readSource(file));
  const text = decodeUtf8Strict(bytes) ?? (file === "-" ? report.decodeInput(bytes) : null);
  if (text === null) throw new AppError("post.notUtf8", { path: file, encoding: guessEncoding(bytes) });
  const { frontMatter, body } = splitFrontMatter(text);
  const language = languageOf(frontMatter) ?? report.language;
  report.data(createMarkdown({ language, breaks: true }).render(body).html.trimEnd());
  return 0;
}

function languageOf(frontMatter: string): string | undefined {
  const reading = readFrontMatter(frontMatter);
  const language = "values" in reading ? reading.values.language : undefined;
  return typeof language === "string" ? language : undefined;
}

async function readSource(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw readError(error, file);
  }
}
