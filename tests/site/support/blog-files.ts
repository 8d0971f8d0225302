import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Files of a blog folder by path. */
export type BlogFiles = Readonly<Record<string, string | Uint8Array>>;

/**
 * Writes a blog to a folder, with unchanged names: those that differ in case or Unicode form stay different.
 */
export async function writeBlog(folder: string, files: BlogFiles): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const location = join(folder, path);
    await mkdir(dirname(location), { recursive: true });
    await writeFile(location, content);
  }
}

/** Returns a Markdown file; `frontMatter` lists the lines of its front matter. */
export function markdownFile(frontMatter: readonly string[], body: string): string {
  return `---\n${frontMatter.join("\n")}\n---\n\n${body}\n`;
}
