import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { AppError } from "#contract/errors.ts";
import { splitFrontMatter } from "#engine/blog/front-matter/front-matter.ts";
import { readError } from "#engine/base/file-errors.ts";
import { decodeUtf8Strict, guessEncoding } from "#engine/base/text-encoding.ts";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import type { Request } from "./command-line.ts";
import type { Report } from "./report.ts";

/** `hitofude render`: renders Markdown to HTML, always in Japanese and with `<br>` for line breaks. */
export async function renderCommand(
  { file }: Extract<Request, { command: "render" }>,
  report: Report,
): Promise<number> {
  const bytes = await (file === "-" ? buffer(process.stdin) : readSource(file));
  const text = decodeUtf8Strict(bytes) ?? (file === "-" ? report.decodeInput(bytes) : null);
  if (text === null) throw new AppError("post.notUtf8", { path: file, encoding: guessEncoding(bytes) });
  const { body } = splitFrontMatter(text);
  report.data(createMarkdown({ language: "ja", breaks: true }).render(body).html.trimEnd());
  return 0;
}

async function readSource(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw readError(error, file);
  }
}
