import { readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type FoundWords, type JournalEntry, journalEntrySchema } from "#contract/blog-types.ts";
import { atomicWrite } from "#engine/files/atomic-write.ts";
import { fileError, systemCode } from "#engine/files/file-errors.ts";
import { sha256 } from "#engine/files/hash.ts";
import { forgetNote, noteNow } from "./journal-notes.ts";

/** What is to be done next for one document; only the newest matters. */
interface Slot {
  /** The entry to write, as text, or null to clear; undefined when nothing waits. */
  next: string | null | undefined;
  running: Promise<void>;
}

/**
 * The words that are in the editor but not yet in a file, kept on disk against crashes and power cuts, also for posts
 * that have no file yet.
 */
export class Journal {
  readonly #folder: string;
  readonly #findRefuge: () => Promise<string | null>;
  readonly #slots = new Map<string, Slot>();
  #refuge: Promise<string | null> | undefined;
  /** Folders that are known by now: the blog's own, and the refuge. */
  #known: readonly string[];

  /** `findRefuge`: where entries go that cannot be written in `folder`, since its disk is full or not to be written on. */
  constructor(folder: string, findRefuge: () => Promise<string | null>) {
    this.#folder = folder;
    this.#findRefuge = findRefuge;
    this.#known = [folder];
  }

  /**
   * Has the words survive the end of this program when it returns; resolves when this entry, or a newer one of the same
   * document, is safe from a power cut, too.
   */
  write(entry: JournalEntry): Promise<void> {
    const text = JSON.stringify(entry);
    noteNow(this.#known, noteName(entry.id), text);
    return this.#ask(entry.id, text);
  }

  /** Forgets a document whose words are saved. */
  clear(id: string): Promise<void> {
    forgetNote(this.#known, noteName(id));
    return this.#ask(id, null);
  }

  /**
   * Entries whose words are not those of their file; the others are forgotten. `currentTextOf` gives a file's text,
   * or null when there is none. A torn or foreign file is put aside as `.damaged`, never thrown away.
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

  async #folders(): Promise<readonly string[]> {
    await this.#askRefuge();
    return this.#known;
  }

  #askRefuge(): Promise<string | null> {
    this.#refuge ??= this.#findRefuge().then((refuge) => {
      if (refuge !== null) this.#known = [this.#folder, refuge];
      return refuge;
    });
    return this.#refuge;
  }

  #ask(id: string, next: string | null): Promise<void> {
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
    try {
      if (next !== null && next !== undefined) {
        await this.#put(fileName(id), next);
        // Else the note is of newer words.
        if (slot.next === undefined) forgetNote(this.#known, noteName(id));
      } else
        for (const folder of await this.#folders()) await rm(join(folder, fileName(id)), { force: true });
    } catch (error) {
      throw fileError(error, join(this.#folder, fileName(id)));
    } finally {
      if (slot.next === undefined) this.#slots.delete(id);
    }
  }

  async #put(name: string, text: string): Promise<void> {
    const refuge = await this.#askRefuge();
    try {
      await atomicWrite(join(this.#folder, name), text);
    } catch (error) {
      if (refuge === null) throw error;
      await atomicWrite(join(refuge, name), text);
      return;
    }
    if (refuge !== null) await rm(join(refuge, name), { force: true }).catch(() => undefined);
  }
}

/**
 * The journal of a blog folder; makes nothing before the first write. `findRefuge`, asked once, names a folder for the
 * blog's entries on another disk, if there is one, for when the blog's own takes nothing.
 */
export function openJournal(
  blogFolder: string,
  findRefuge: () => Promise<string | null> = async () => null,
): Journal {
  return new Journal(join(blogFolder, ".hitofude", "journal"), findRefuge);
}

async function readEntries(folder: string): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (const name of await namesIn(folder)) {
    const file = join(folder, name);
    const entry = readEntry(await readFile(file, "utf8").catch(() => ""));
    if (entry && [fileName(entry.id), noteName(entry.id)].includes(name)) entries.push(entry);
    else await rename(file, `${file}.damaged`).catch(() => undefined);
  }
  return entries;
}

/** An entry is there as a note, too, and can be in both folders, when the disk filled up while it was written on. */
function newestOfEach(entries: readonly JournalEntry[]): Iterable<JournalEntry> {
  const newest = new Map<string, JournalEntry>();
  for (const entry of entries) {
    if (entry.at >= (newest.get(entry.id)?.at ?? 0)) newest.set(entry.id, entry);
  }
  return newest.values();
}

/** Ids are paths or `new:<uuid>`: neither is a file name everywhere. */
function fileName(id: string): string {
  return `${sha256(id)}.json`;
}

/** What was written down at once, and may be newer. */
function noteName(id: string): string {
  return `${sha256(id)}.now.json`;
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
function isSame({ frontMatter, body }: JournalEntry, current: FoundWords["current"]): boolean {
  const plain = (text: string): string => text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  return current !== null && plain(frontMatter + body) === plain(current.frontMatter + current.body);
}
