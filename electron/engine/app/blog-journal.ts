import { join } from "node:path";
import type { EngineStart } from "#contract/engine-start.ts";
import { blogId } from "#engine/blog/folder/blog-id.ts";
import { type Journal, openJournal } from "#engine/blog/safety/journal.ts";

/**
 * Opens a blog's journal. The journal works before the blog itself is open, because loading thousands of
 * posts takes a while. If the blog's disk cannot be written, entries go to the program's data folder.
 */
export function journalOf({ folder, dataFolder }: EngineStart): Journal {
  return openJournal(folder, async () => {
    // If the blog's id cannot be read, only the journal in the blog folder can be used.
    const id = await blogId(folder).catch(() => null);
    return id === null ? null : join(dataFolder, "journal", id);
  });
}
