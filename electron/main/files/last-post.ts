import { hash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { folderIdentity } from "./folder-names.ts";
import { type PostDocument, postDocumentSchema } from "#contract/types/blog-types.ts";

/** Returns the path of the file in which the engine stores the blog's last opened post. */
export function lastPostFile(userData: string, folder: string): string {
  return join(userData, "last-posts", `${hash("sha256", folderIdentity(folder), "hex").slice(0, 20)}.json`);
}

/**
 * Reads the last opened post from `file`, where the engine stored it. Never rejects.
 * Returns null if the stored post is not at `path`, or if the post's own file has changed since.
 */
export async function readLastPost(
  file: string,
  folder: string,
  path: string | undefined,
): Promise<PostDocument | null> {
  if (path === undefined) return null;
  try {
    const note = await readFile(file, "utf8");
    const post = postDocumentSchema.parse(JSON.parse(note));
    if (post.path !== path) return null;
    const bytes = await readFile(join(folder, path));
    return hash("sha256", bytes, "hex") === post.hash ? post : null;
  } catch {
    return null;
  }
}
