import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The files of a blog folder by their path. */
export type BlogFiles = Readonly<Record<string, string | Uint8Array>>;

/** Writes a blog to a folder. Names are written as they are: those that differ in case or normalisation stay apart. */
export async function writeBlog(folder: string, files: BlogFiles): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const location = join(folder, path);
    await mkdir(dirname(location), { recursive: true });
    await writeFile(location, content);
  }
}

/** A Markdown file; each line of the front matter as it stands in the file. */
export function markdownFile(frontMatter: readonly string[], body: string): string {
  return `---\n${frontMatter.join("\n")}\n---\n\n${body}\n`;
}
