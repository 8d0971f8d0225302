import { hash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type PostDocument, postDocumentSchema } from "#contract/blog-types.ts";
import { lastPostFile } from "#contract/last-post.ts";

/**
 * The post that a blog's window showed last, as the engine noted it, if it is `path` and its file is still the same, byte for
 * byte; else null, and the engine has to be asked. Never rejects.
 */
export async function readLastPost(folder: string, path: string | undefined): Promise<PostDocument | null> {
  if (path === undefined) return null;
  try {
    const note = await readFile(join(folder, lastPostFile), "utf8");
    const post = postDocumentSchema.parse(JSON.parse(note));
    if (post.path !== path) return null;
    const bytes = await readFile(join(folder, path));
    return hash("sha256", bytes, "hex") === post.hash ? post : null;
  } catch {
    return null;
  }
}
