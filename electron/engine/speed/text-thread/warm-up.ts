import { join } from "node:path";
import { setImmediate as otherWork } from "node:timers/promises";
import { readBody } from "#engine/blog/posts/known-post.ts";
import { findPostFiles } from "#engine/blog/posts/post-files.ts";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";

/** By then all that texts commonly need has been compiled; more only takes the time of those who read the posts. */
const enoughTexts = 120;

/**
 * Renders texts of a blog for practice while others still read its posts and nobody can say where links lead: what has run
 * some hundred times runs several times faster, and code need not be coloured again. What cannot be read is left alone.
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

/** Null for a file that cannot be read. */
export function bodyOf(location: string): string | null {
  try {
    return readBody(location);
  } catch {
    return null;
  }
}
