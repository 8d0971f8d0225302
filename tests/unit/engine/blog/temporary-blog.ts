import { mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A blog folder of its own on disk, which is removed at the end of the `await using` block. */
export interface TemporaryBlog extends AsyncDisposable {
  readonly folder: string;
  write(path: string, content: string | Uint8Array): Promise<void>;
  /** Reads a file as UTF-8. */
  read(path: string): Promise<string>;
}

export async function temporaryBlog(files: Readonly<Record<string, string>> = {}): Promise<TemporaryBlog> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-blog-"));
  const write = async (path: string, content: string | Uint8Array): Promise<void> => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    // In one turn of the event loop, so that a watcher in this process never reads an empty file.
    writeFileSync(join(folder, path), content);
  };
  await write("blog.yaml", "title: 試し\nsections:\n  hitokoto: { title: ひとこと }\n");
  for (const [path, content] of Object.entries(files)) await write(path, content);
  return {
    folder,
    write,
    read: (path) => readFile(join(folder, path), "utf8"),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
