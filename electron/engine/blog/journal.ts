import { readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type JournalEntry, journalEntrySchema } from "#contract/blog-types.ts";
import { atomicWrite } from "#engine/files/atomic-write.ts";
import { fileError, systemCode } from "#engine/files/file-errors.ts";
import { sha256 } from "#engine/files/hash.ts";

/** What is to be done next for one document; only the newest matters. */
interface Slot {
  /** The entry to write, or null to clear; undefined when nothing waits. */
  next: JournalEntry | null | undefined;
  running: Promise<void>;
}

/**
 * The words that are in the editor but not yet in a file, kept on disk against crashes and power cuts, also for posts
 * that have no file yet.
 */
export class Journal {
  readonly #folder: string;
  readonly #slots = new Map<string, Slot>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Resolves when this entry, or a newer one of the same document, is safely on disk. */
  write(entry: JournalEntry): Promise<void> {
    return this.#ask(entry.id, entry);
  }

  /** Forgets a document whose words are saved. */
  clear(id: string): Promise<void> {
    return this.#ask(id, null);
  }

  /**
   * Entries whose words are not those of their file; the others are forgotten. `currentTextOf` gives a file's text,
   * or null when there is none. A torn or foreign file is put aside as `.damaged`, never thrown away.
   */
  async recover(currentTextOf: (path: string) => Promise<string | null>): Promise<JournalEntry[]> {
    const lost: JournalEntry[] = [];
    for (const name of await namesIn(this.#folder)) {
      const file = join(this.#folder, name);
      const entry = readEntry(await readFile(file, "utf8").catch(() => ""));
      if (!entry || name !== fileName(entry.id)) await rename(file, `${file}.damaged`).catch(() => undefined);
      else if (isSame(entry, entry.path === null ? null : await currentTextOf(entry.path)))
        await this.clear(entry.id);
      else lost.push(entry);
    }
    return lost.sort((a, b) => b.at - a.at);
  }

  #ask(id: string, next: JournalEntry | null): Promise<void> {
    const slot = this.#slots.get(id);
    if (slot) {
      // What waits has not begun: the newer words take its place, and both callers wait for them.
      const waits = slot.next !== undefined;
      slot.next = next;
      if (!waits)
        slot.running = slot.running.then(
          () => this.#work(id, slot),
          () => this.#work(id, slot),
        );
      return slot.running;
    }
    const fresh: Slot = { next, running: Promise.resolve() };
    this.#slots.set(id, fresh);
    fresh.running = this.#work(id, fresh);
    return fresh.running;
  }

  async #work(id: string, slot: Slot): Promise<void> {
    const { next } = slot;
    slot.next = undefined;
    const file = join(this.#folder, fileName(id));
    try {
      if (next) await atomicWrite(file, JSON.stringify(next));
      else await rm(file, { force: true });
    } catch (error) {
      throw fileError(error, file);
    } finally {
      if (slot.next === undefined) this.#slots.delete(id);
    }
  }
}

/** The journal of a blog folder; makes nothing before the first write. */
export function openJournal(blogFolder: string): Journal {
  return new Journal(join(blogFolder, ".hitofude", "journal"));
}

/** Ids are paths or `new:<uuid>`: neither is a file name everywhere. */
function fileName(id: string): string {
  return `${sha256(id)}.json`;
}

async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return [];
    throw error;
  });
  return names.filter((name) => name.endsWith(".json"));
}

function readEntry(text: string): JournalEntry | null {
  try {
    return journalEntrySchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Line ends and byte order mark are the file's own business. */
function isSame({ frontMatter, body }: JournalEntry, current: string | null): boolean {
  const plain = (text: string): string => text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  return current !== null && plain(frontMatter + body) === plain(current);
}
