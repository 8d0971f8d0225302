import { join } from "node:path";
import { setImmediate as otherWork } from "node:timers/promises";
import { readBody } from "#engine/blog/posts/known-post.ts";
import { findPostFiles } from "#engine/blog/posts/post-files.ts";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";

/**
 * Enough to compile the code that texts commonly need; more would only take time from the threads that read
 * posts.
 */
const enoughTexts = 120;

/**
 * Renders texts of a blog as a warm-up while its posts are still being read and link targets are unknown:
 * code that ran some hundred times runs several times faster, and code blocks stay highlighted in the cache.
 * Skips unreadable files.
 */
export async function warmUp(folder: string, isOver: () => boolean): Promise<void> {
  const markdown = createMarkdown();
  const { paths } = await findPostFiles(folder);
  for (const path of paths.slice(0, enoughTexts)) {
    await otherWork();
    if (isOver()) return;
    const body = bodyOf(join(folder, path));
    if (body !== null) markdown.render(body);
  }
}

/** Returns null if the file cannot be read. */
export function bodyOf(location: string): string | null {
  try {
    return readBody(location);
  } catch {
    return null;
  }
}
