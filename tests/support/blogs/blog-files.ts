import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Returns the path of the post whose file contains these words. Searches the blog's folder. */
export async function postContaining(blog: string, words: string): Promise<string> {
  const folder = join(blog, "posts");
  for (const name of await readdir(folder, { recursive: true })) {
    if (name.endsWith(".md") && (await readFile(join(folder, name), "utf8")).includes(words)) {
      return join(folder, name);
    }
  }
  throw new Error(`no post has the words ${words}`);
}
