import { join } from "node:path";
import type { EngineStart } from "#contract/engine-start.ts";
import { blogId } from "#engine/blog/folder/blog-id.ts";
import { type Journal, openJournal } from "#engine/blog/safety/journal.ts";

/**
 * Opens a blog's journal, which accepts text while the blog is still opening: loading thousands of posts
 * takes a while.
 */
export function journalOf({ folder, dataFolder }: EngineStart): Journal {
  return openJournal(folder, async () => join(dataFolder, "journal", await blogId(folder)));
}
