import { join } from "node:path";
import { type FoundWords, type JournalEntry, journalEntrySchema } from "#contract/types/blog-types.ts";
import { fileError, systemCode } from "#engine/base/file-errors.ts";
import { sha256 } from "#engine/base/hash.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";
import { forgetNote, noteNow } from "./journal-notes.ts";

/** The next task for one document; only the newest matters. */
interface Slot {
  /** The entry to write, as text, or null to clear; undefined if nothing is waiting. */
  next: string | null | undefined;
  running: Promise<void>;
}

/**
 * Keeps the unsaved text of the editor on disk against crashes and power cuts, also for posts that have no
 * file yet.
 */
export class Journal {
  readonly #folder: OwnFolder;
  readonly #findRefuge: () => Promise<string | null>;
  readonly #slots = new Map<string, Slot>();
  #refuge: Promise<OwnFolder | null> | undefined;
  /** Known folders: the blog's own, and the refuge. */
  #known: readonly OwnFolder[];

  /**
   * `findRefuge`: returns a folder for entries that cannot be written in `folder`, because its disk is full
   * or read-only.
   */
  constructor(folder: OwnFolder, findRefuge: () => Promise<string | null>) {
    this.#folder = folder;
    this.#findRefuge = findRefuge;
    this.#known = [folder];
  }

  /**
   * On return, the text survives the end of this program; resolves when this entry, or a newer one of the
   * same document, also survives a power cut.
   */
  write(entry: JournalEntry): Promise<void> {
    const text = JSON.stringify(entry);
    noteNow(this.#known, noteName(entry.id), text);
    return this.#ask(entry.id, text);
  }

  /** Removes the entry of a saved document. */
  clear(id: string): Promise<void> {
    forgetNote(this.#known, noteName(id));
    return this.#ask(id, null);
  }

  /**
   * Returns entries whose text differs from their file, and removes the others. `currentTextOf` returns a
   * file's text, or null if there is none. A damaged or foreign file is renamed to `.damaged`, never deleted.
   */
  async recover(currentTextOf: (path: string) => Promise<FoundWords["current"]>): Promise<FoundWords[]> {
    const lost: FoundWords[] = [];
    const entries = await Promise.all((await this.#folders()).map(readEntries));
    for (const entry of newestOfEach(entries.flat())) {
      const current = entry.path === null ? null : await currentTextOf(entry.path);
      if (isSame(entry, current)) await this.clear(entry.id);
      else lost.push({ ...entry, current });
    }
    return lost.sort((a, b) => b.at - a.at);
  }

  async #folders(): Promise<readonly OwnFolder[]> {
    await this.#askRefuge();
    return this.#known;
  }

  #askRefuge(): Promise<OwnFolder | null> {
    this.#refuge ??= this.#findRefuge().then((location) => {
      if (location === null) return null;
      const refuge = new OwnFolder(location);
      this.#known = [this.#folder, refuge];
      return refuge;
    });
    return this.#refuge;
  }

  #ask(id: string, next: string | null): Promise<void> {
    const slot = this.#slots.get(id);
    if (slot) {
      // The waiting task has not begun: the newer text replaces it, and both callers wait for it.
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
    try {
      if (next !== null && next !== undefined) {
        await this.#put(fileName(id), next);
        // Otherwise the note holds newer text.
        if (slot.next === undefined) forgetNote(this.#known, noteName(id));
      } else for (const folder of await this.#folders()) await folder.remove(fileName(id)).catch(ignoreLink);
    } catch (error) {
      throw fileError(error, join(this.#folder.location, fileName(id)));
    } finally {
      if (slot.next === undefined) this.#slots.delete(id);
    }
  }

  async #put(name: string, text: string): Promise<void> {
    const refuge = await this.#askRefuge();
    try {
      await this.#folder.write(name, text);
    } catch (error) {
      if (refuge === null) throw error;
      await refuge.write(name, text);
      return;
    }
    await refuge?.remove(name).catch(() => undefined);
  }
}

/**
 * Opens the journal of a blog folder; creates nothing before the first write. `findRefuge`, called once,
 * returns a folder for the blog's entries on another disk, if there is one, for when the blog's own disk
 * cannot be written.
 */
export function openJournal(
  blogFolder: string,
  findRefuge: () => Promise<string | null> = async () => null,
): Journal {
  return new Journal(new OwnFolder(blogFolder, ".hitofude", "journal"), findRefuge);
}

async function readEntries(folder: OwnFolder): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (const name of await namesIn(folder)) {
    const entry = readEntry(String(await folder.read(name).catch(() => "")));
    if (entry && [fileName(entry.id), noteName(entry.id)].includes(name)) entries.push(entry);
    else await folder.rename(name, `${name}.damaged`).catch(() => undefined);
  }
  return entries;
}

/** An entry can exist as a note, too, and in both folders, if the disk filled up in between. */
function newestOfEach(entries: readonly JournalEntry[]): Iterable<JournalEntry> {
  const newest = new Map<string, JournalEntry>();
  for (const entry of entries) {
    if (entry.at >= (newest.get(entry.id)?.at ?? 0)) newest.set(entry.id, entry);
  }
  return newest.values();
}

/** Ids are paths or `new:<uuid>`; neither is a valid file name on every system. */
function fileName(id: string): string {
  return `${sha256(id)}.json`;
}

/** Name of the synchronous note, which may be newer. */
function noteName(id: string): string {
  return `${sha256(id)}.now.json`;
}

/** A folder that is a link has no entries of ours: they are written to the refuge. */
async function namesIn(folder: OwnFolder): Promise<string[]> {
  const names = await folder.names().catch((error: unknown) => {
    if (["ENOENT", "file.linked"].includes(systemCode(error))) return [];
    throw error;
  });
  return names.filter((name) => name.endsWith(".json"));
}

/** A folder behind a link holds no entries of ours. */
function ignoreLink(error: unknown): void {
  if (systemCode(error) !== "file.linked") throw error;
}

function readEntry(text: string): JournalEntry | null {
  try {
    return journalEntrySchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Ignores line ends and byte order mark, which belong to the file. */
function isSame({ frontMatter, body }: JournalEntry, current: FoundWords["current"]): boolean {
  const plain = (text: string): string => text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  return current !== null && plain(frontMatter + body) === plain(current.frontMatter + current.body);
}
