import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { splitFrontMatter } from "#engine/blog/front-matter.ts";
import { fileError } from "#engine/files/file-errors.ts";
import { createMarkdown } from "#engine/markdown/create-markdown.ts";
import type { Request } from "./command-line.ts";
import type { Report } from "./report.ts";

/** `hitofude render`: Markdown to the article's HTML, as a Japanese blog would render it. */
export async function renderCommand(
  request: Extract<Request, { command: "render" }>,
  report: Report,
): Promise<number> {
  const source = request.file === "-" ? await text(process.stdin) : await readSource(request.file);
  const { body } = splitFrontMatter(source);
  report.result(createMarkdown({ language: "ja", breaks: true }).render(body).html.trimEnd());
  return 0;
}

async function readSource(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw fileError(error, file);
  }
}
