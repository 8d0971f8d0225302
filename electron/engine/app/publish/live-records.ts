import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { PublishPlan } from "#contract/types/publish-run-types.ts";
import { logBug, WorkQueue } from "#engine/base/concurrency.ts";
import { rename } from "#engine/base/files/change-files.ts";
import { isMissing, nullIfMissing } from "#engine/base/files/read-files.ts";
import { fileNameFor } from "#engine/base/plain-name.ts";
import { frontMatterText, momentAt } from "#engine/blog/dates/moment.ts";
import {
  type PublishedRecord,
  readPublishedRecord,
  writePublishedRecord,
} from "#engine/publish/state/published-record.ts";
import { type LiveSite, liveSiteOf } from "../posts/post-states.ts";

export interface LiveListeners {
  /** Called when a record has changed. The argument is null if the record was removed. */
  onChange(record: PublishedRecord | null): void;
  /** Called before `onChange` if another process has changed the record. */
  beforeOthers(): Promise<void>;
}

/** Milliseconds between two checks whether another process has published. */
const lookMs = 1000;

/** This computer's records in the state folder. Each record describes the live site at one target. */
export class LiveRecords {
  readonly #folder: string;
  readonly #listeners: LiveListeners;
  /** Maps each target to the version (`versionOf`) of the record file that was read last. */
  readonly #versions = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  readonly #records = new Map<string, PublishedRecord | null>();
  /** Targets whose records could not be read. `look` tries to read these records again. */
  readonly #unread = new Set<string>();
  /** Targets whose records are only in memory, because the state folder could not be written. */
  readonly #unstored = new Set<string>();
  /** Records that are being written to their files. Until then, each file has the target's earlier record. */
  readonly #storing = new Map<string, PublishedRecord>();
  /** Writes the records of a target in the order of their publishes. */
  readonly #writes = new WorkQueue();

  constructor(folder: string, listeners: LiveListeners) {
    this.#folder = folder;
    this.#listeners = listeners;
  }

  /**
   * Reads the records of the given targets, unless the records are already loaded.
   * Leaves out unreadable records, which `look` tries to read again.
   */
  async load(targets: Iterable<string>): Promise<void> {
    for (const target of targets) {
      if (!this.#records.has(target)) {
        const record = await this.#read(target);
        if (record !== undefined) this.#records.set(target, record);
      }
    }
  }

  /** Reads a record. Returns null for a missing record, and undefined for an unreadable one. */
  async #read(target: string): Promise<PublishedRecord | null | undefined> {
    const record = await readPublishedRecord(this.#fileOf(target)).catch(() => undefined);
    if (record === undefined) this.#unread.add(target);
    else this.#unread.delete(target);
    return record;
  }

  /** Reads all records again, after the state folder was replaced. */
  async reload(): Promise<void> {
    const targets = [...this.#records.keys()];
    this.#records.clear();
    this.#unstored.clear();
    await this.load(targets);
  }

  /**
   * After a target was renamed, moves its stored record to the target's new name.
   * `from` is the target's former name, as `fileNameFor` converts names.
   */
  async move(from: string, to: string): Promise<void> {
    // Does not move the stored record while a newer record of the same target is only in memory.
    if ([...this.#unstored].some((name) => fileNameFor(name) === from)) return;
    await rename(join(this.#folder, `${from}.json`), this.#fileOf(to)).catch(nullIfMissing);
    for (const name of [...this.#records.keys()].filter((name) => fileNameFor(name) === from)) {
      this.#records.delete(name);
      this.#versions.delete(name);
      this.#unread.delete(name);
    }
    // If `to` had no record in memory, the record is not needed yet. `load` reads it when it is needed.
    if (!this.#records.delete(to)) return;
    await this.load([to]);
    this.#listeners.onChange(this.get(to));
  }

  /** Returns the record of a target, or null if this computer has never published to the target. */
  get(target: string): PublishedRecord | null {
    return this.#records.get(target) ?? null;
  }

  /** Returns the live site of a target according to its record. */
  siteAt(target: string): LiveSite {
    return liveSiteOf(this.get(target));
  }

  /**
   * Stores the record of the live site of a target, in memory and in the state folder.
   * Resolves with false if the state folder cannot be written. `look` later tries to store the record again.
   */
  async set(target: string, record: PublishedRecord): Promise<boolean> {
    this.#records.set(target, record);
    const isStored = await this.#store(target, record);
    this.#listeners.onChange(record);
    return isStored;
  }

  async #store(target: string, record: PublishedRecord): Promise<boolean> {
    this.#storing.set(target, record);
    try {
      await this.#writes.run(target, () => writePublishedRecord(this.#fileOf(target), record));
      this.#unstored.delete(target);
      return true;
    } catch {
      this.#unstored.add(target);
      return false;
    } finally {
      if (this.#storing.get(target) === record) this.#storing.delete(target);
    }
  }

  /** Stores a record that is only in memory. Does nothing if another process has published meanwhile. */
  async #storeAgain(target: string): Promise<void> {
    const record = this.#records.get(target);
    // Keeps a stored record that cannot be read now, because it may be newer than the record in memory.
    // Later, `look` tries to store the record again.
    const stored = await readPublishedRecord(this.#fileOf(target)).catch(() => undefined);
    if (stored === undefined || this.#records.get(target) !== record) return;
    if (!record || (stored && stored.generation > record.generation)) this.#unstored.delete(target);
    else await this.#store(target, record);
  }

  /** Checks every second whether another process has written a record. `close` ends the checks. */
  follow(): void {
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.look()).catch(logBug);
    }, lookMs);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /**
   * Reads the records that another process has written, and the records that could not be read before.
   * Stores the records that could not be stored before.
   */
  async look(): Promise<void> {
    for (const target of [...this.#unstored]) await this.#storeAgain(target);
    for (const target of [...this.#unread]) {
      const record = await this.#read(target);
      if (record === undefined || this.#records.has(target)) continue;
      this.#records.set(target, record);
      this.#listeners.onChange(record);
    }
    for (const [target, known] of this.#records) {
      if (this.#unstored.has(target) || this.#storing.has(target)) continue;
      const file = this.#fileOf(target);
      const version = await versionOf(file);
      if (version === undefined || version === this.#versions.get(target)) continue;
      const record = await readPublishedRecord(file).catch(() => undefined);
      if (record === undefined) continue;
      this.#versions.set(target, version);
      await this.#listeners.beforeOthers().catch(() => undefined);
      // If this process has published meanwhile, keeps the record in memory, because that record is newer.
      if (this.#records.get(target) !== known || isSame(record, known)) continue;
      this.#records.set(target, record);
      this.#listeners.onChange(record);
    }
  }

  #fileOf(target: string): string {
    return join(this.#folder, `${fileNameFor(target)}.json`);
  }
}

const dayMs = 86_400_000;
/** If the clock is behind the last publish by at most this many milliseconds, the author is not asked. */
const behindMs = dayMs;
/**
 * If the last publish was more than `yearMs` ago, the author is always asked about the clock.
 * After more than `aheadMs` without a publish, the author is asked only if a post is over a day late.
 */
const [aheadMs, yearMs] = [30 * dayMs, 366 * dayMs];

/** The times that the question about a wrong clock shows. Both are missing if the clock seems right. */
export type ClockDoubts = Pick<PublishPlan, "clockBehind" | "clockAhead">;

/**
 * Compares the clock with the time of the last publish.
 * `waiting` are the times of the posts that are about to appear.
 */
export function doubtClock(
  record: PublishedRecord | null,
  now: number,
  waiting: Iterable<number>,
  timeZone: string,
): ClockDoubts {
  const last = Date.parse(record?.at ?? "");
  const text = (time: number): string => frontMatterText(momentAt(time, timeZone)).slice(0, -3);
  const times = { now: text(now), last: text(last || 0) };
  if (last - now > behindMs) return { clockBehind: times };
  const isOverdue = (time: number): boolean => time > last && now - time > dayMs;
  const isAhead = now - last > yearMs || (now - last > aheadMs && [...waiting].some(isOverdue));
  return isAhead ? { clockAhead: times } : {};
}

function isSame(first: PublishedRecord | null, second: PublishedRecord | null): boolean {
  return first?.generation === second?.generation && first?.at === second?.at;
}

/**
 * Returns a text that identifies the version of a file.
 * Returns "" for a missing file, and undefined for an unreadable file.
 */
async function versionOf(file: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeMs } = await stat(file);
    return `${ino} ${size} ${mtimeMs}`;
  } catch (error) {
    return isMissing(error) ? "" : undefined;
  }
}
