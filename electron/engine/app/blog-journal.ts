import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { EngineStart } from "#contract/engine-start.ts";
import { openSync, removeIfThereSync, writeOpenSync } from "#engine/base/files/change-files-sync.ts";
import { isMissing } from "#engine/base/files/read-files.ts";
import { blogId } from "#engine/blog/folder/blog-id.ts";
import { isBlogThereSync } from "#engine/blog/folder/presence.ts";
import { type Journal, openJournal } from "#engine/blog/safety/journal.ts";

/**
 * Opens a blog's journal, even before the blog itself has loaded its posts.
 * If the blog's disk cannot be written, the journal is stored in the program's data folder.
 */
export function journalOf({ folder, dataFolder }: EngineStart): Journal {
  let computer: string | null = null;
  return openJournal(
    folder,
    async () => {
      // Checks the folder first, because `blogId` would make an id even if the blog no longer exists.
      if (!isBlogThereSync(folder)) return null;
      // If the blog's id cannot be read, only the journal in the blog folder is used.
      const id = await blogId(folder).catch(() => null);
      return id === null ? null : join(dataFolder, "journal", id);
    },
    {
      computer: () => {
        computer ??= computerId(dataFolder);
        return computer;
      },
      isThere: () => isBlogThereSync(folder),
    },
  );
}

/**
 * Returns the id of this computer, a random text in the program's data folder. Creates a missing id.
 * Does not use the computer's name, which may change with the network and may belong to two computers.
 * Returns null if the id can be neither read nor made.
 */
function computerId(dataFolder: string): string | null {
  const file = join(dataFolder, "computer-id");
  try {
    return readId(file) ?? makeId(dataFolder, file);
  } catch {
    return null;
  }
}

function readId(file: string): string | null {
  try {
    return /^[0-9a-f]{32}$/.exec(readFileSync(file, "utf8").trim())?.[0] ?? null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/**
 * Milliseconds after which a file without an id counts as damaged.
 * Until then, the file may be empty because another engine is about to write the id.
 */
const longestWrite = 10_000;

function makeId(dataFolder: string, file: string): string {
  mkdirSync(dataFolder, { recursive: true });
  const left = statSync(file, { throwIfNoEntry: false });
  if (left && Date.now() - left.mtimeMs > longestWrite) removeIfThereSync(file);
  const id = randomBytes(16).toString("hex");
  const opened = openSync(file, "wx");
  try {
    writeOpenSync(opened, `${id}\n`);
    // Flushes the id: after a power cut, an empty file would make this computer seem to be another computer.
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
  return id;
}
