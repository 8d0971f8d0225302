import { join } from "node:path";
import { z } from "zod";
import { AppError } from "#contract/errors.ts";
import { type FoundWords, type JournalEntry, journalEntrySchema } from "#contract/types/blog-types.ts";
import { systemCode } from "#contract/file-retries.ts";
import { fileError } from "#engine/base/file-errors.ts";
import { isMissing } from "#engine/base/files/read-files.ts";
import { sha256 } from "#engine/base/hash.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";
import { forgetNote, noteNow } from "./journal-notes.ts";

/** A journal entry on disk, with the id of the computer. Entries of old program versions lack the id. */
const storedEntrySchema = journalEntrySchema.extend({ computer: z.string().optional() });
type StoredEntry = z.infer<typeof storedEntrySchema>;

/**
 * The write queue of one document. It has one running task and at most one waiting task.
 * A new task replaces the waiting task.
 */
interface Slot {
  /** The waiting task: an entry as JSON, or null to remove the entry. Undefined if no task waits. */
  next: string | null | undefined;
  running: Promise<void>;
}

/** Functions with which a journal identifies the computer and the blog folder. See `Journal`. */
export interface JournalIdentity {
  readonly computer?: () => string | null;
  readonly isThere?: () => boolean;
}

/**
 * Keeps the editor's unsaved text on disk, in case of a crash or power cut, also for posts without a file.
 */
export class Journal {
  readonly #folder: OwnFolder;
  readonly #findRefuge: () => Promise<string | null>;
  readonly #computer: () => string | null;
  readonly #isThere: () => boolean;
  readonly #slots = new Map<string, Slot>();
  #refuge: Promise<OwnFolder | null> | undefined;
  /** Folders that may hold entries: the blog's journal folder, and the folder that `findRefuge` returns. */
  #known: readonly OwnFolder[];

  /**
   * `findRefuge` returns a folder or null. Entries go there while the disk of `folder` is full or read-only.
   * `computer` returns this computer's id, which distinguishes the entries of different computers.
   * A sync service can bring entries of other computers into `folder`.
   * `isThere` returns whether the blog is still at its path. If not, nothing is written into `folder`.
   */
  constructor(
    folder: OwnFolder,
    findRefuge: () => Promise<string | null>,
    { computer = () => null, isThere = () => true }: JournalIdentity = {},
  ) {
    this.#folder = folder;
    this.#findRefuge = findRefuge;
    this.#computer = computer;
    this.#isThere = isThere;
    this.#known = [folder];
  }

  /**
   * Writes an entry. When the method returns, the text survives a crash of the program.
   * When the promise resolves, the entry also survives a power cut, unless a newer entry has replaced it.
   */
  write(entry: JournalEntry): Promise<void> {
    const computer = this.#computer();
    const text = JSON.stringify(computer === null ? entry : { ...entry, computer });
    const isThere = this.#isThere();
    const places = isThere ? this.#known : this.#known.filter((place) => place !== this.#folder);
    noteNow(places, noteName(entry.id), text);
    return this.#ask(entry.id, text);
  }

  /** Removes the entry of a document, after it was saved. */
  clear(id: string): Promise<void> {
    forgetNote(this.#known, noteName(id));
    return this.#ask(id, null);
  }

  /**
   * Returns this computer's entries that differ from their post's file, newest first.
   * Removes entries that are equal to the file of their post.
   * A file in the journal folder that is not an entry is renamed to `.damaged`, never deleted.
   */
  async recover(currentTextOf: (path: string) => Promise<FoundWords["current"]>): Promise<FoundWords[]> {
    const lost: FoundWords[] = [];
    const entries = await Promise.all((await this.#folders()).map(readEntries));
    const own = this.#computer();
    const isOwn = ({ computer }: StoredEntry): boolean => !computer || own === null || computer === own;
    for (const { computer: _, ...entry } of newestOfEach(entries.flat().filter(isOwn))) {
      // Returns a text even if its post cannot be read now.
      const current = entry.path === null ? null : await currentTextOf(entry.path).catch(() => null);
      // An entry that cannot be removed stays until the next start.
      if (isSame(entry, current)) await this.clear(entry.id).catch(() => undefined);
      else lost.push({ ...entry, current });
    }
    return lost.sort((a, b) => b.at - a.at);
  }

  /** Finds the folders for entries now, because this needs the blog's id, which may be unreadable later. */
  async findPlaces(): Promise<void> {
    await this.#folders();
  }

  async #folders(): Promise<readonly OwnFolder[]> {
    await this.#askRefuge();
    return this.#known;
  }

  #askRefuge(): Promise<OwnFolder | null> {
    this.#refuge ??= this.#findRefuge().then((location) => {
      if (location === null) {
        this.#refuge = undefined;
        return null;
      }
      const refuge = new OwnFolder(location);
      this.#known = [this.#folder, refuge];
      return refuge;
    });
    return this.#refuge;
  }

  #ask(id: string, next: string | null): Promise<void> {
    const slot = this.#slots.get(id);
    if (slot) {
      // A new task replaces a waiting task. The callers of both tasks wait for the same promise.
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
        // Keeps the file of `noteNow` while newer text is waiting, because only this file contains it.
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
      if (!this.#isThere()) throw new AppError("blog.notFound", { folder: this.#folder.location });
      await this.#folder.write(name, text);
    } catch (error) {
      if (refuge === null) throw error;
      await refuge.write(name, text);
      return;
    }
    await refuge?.remove(name).catch(() => undefined);
  }
}

/** Opens the journal of a blog folder. `findRefuge` finds a second folder on another disk. */
export function openJournal(
  blogFolder: string,
  findRefuge: () => Promise<string | null> = async () => null,
  identity?: JournalIdentity,
): Journal {
  return new Journal(new OwnFolder(blogFolder, ".hitofude", "journal"), findRefuge, identity);
}

/** Reads all entries. Leaves unreadable files for the next start. */
async function readEntries(folder: OwnFolder): Promise<StoredEntry[]> {
  const entries: StoredEntry[] = [];
  for (const name of await namesIn(folder)) {
    const bytes = await folder.read(name).catch(() => null);
    if (bytes === null) continue;
    const entry = readEntry(String(bytes));
    if (entry && [fileName(entry.id), noteName(entry.id)].includes(name)) entries.push(entry);
    else await folder.rename(name, `${name}.damaged`).catch(() => undefined);
  }
  return entries;
}

/**
 * Returns the newest entry of each document.
 * A document can have several entries: from `noteNow`, from a flush, and in the folder of `findRefuge`.
 */
function newestOfEach(entries: readonly StoredEntry[]): Iterable<StoredEntry> {
  const newest = new Map<string, StoredEntry>();
  for (const entry of entries) {
    if (entry.at >= (newest.get(entry.id)?.at ?? 0)) newest.set(entry.id, entry);
  }
  return newest.values();
}

/** Returns the file name of a document's entry: a hash, because an id can contain invalid characters. */
function fileName(id: string): string {
  return `${sha256(id)}.json`;
}

/** Returns the name of the file that `noteNow` writes. Its text may be newer than the flushed entry. */
function noteName(id: string): string {
  return `${sha256(id)}.now.json`;
}

/**
 * Returns the names of files that may be entries.
 * Returns no names if the journal folder is a symbolic link.
 */
async function namesIn(folder: OwnFolder): Promise<string[]> {
  const names = await folder.names().catch((error: unknown) => {
    if (isMissing(error) || systemCode(error) === "file.linked") return [];
    throw error;
  });
  return names.filter((name) => name.endsWith(".json"));
}

/** Ignores the error `file.linked`, because a journal folder that is a symbolic link contains no entries. */
function ignoreLink(error: unknown): void {
  if (systemCode(error) !== "file.linked") throw error;
}

function readEntry(text: string): StoredEntry | null {
  try {
    return storedEntrySchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Whether a journal entry equals its post's file, apart from line ends and byte order mark. */
function isSame({ frontMatter, body }: JournalEntry, current: FoundWords["current"]): boolean {
  const plain = (text: string): string => text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  return current !== null && plain(frontMatter + body) === plain(current.frontMatter + current.body);
}
