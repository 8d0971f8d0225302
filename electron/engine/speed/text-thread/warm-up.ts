import { join } from "node:path";
import { setImmediate as otherWork } from "node:timers/promises";
import { readBody } from "#engine/blog/posts/post-body.ts";
import { findPostFiles } from "#engine/blog/posts/post-files.ts";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";

/** Number of texts after which V8 has compiled the code that texts commonly need. */
const enoughTexts = 120;

/** Renders texts and discards the result until `isOver` returns true, so that V8 compiles the code. */
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

/** Returns the text after the front matter in a post's file, or null if the file cannot be read. */
export function bodyOf(location: string): string | null {
  try {
    return readBody(location);
  } catch {
    return null;
  }
}
