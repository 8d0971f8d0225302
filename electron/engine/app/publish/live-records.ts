import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { PublishPlan } from "#contract/types/publish-run-types.ts";
import { isMissing } from "#engine/base/files/read-files.ts";
import { fileNameFor } from "#engine/base/plain-name.ts";
import { frontMatterText, momentAt } from "#engine/blog/dates/moment.ts";
import {
  type PublishedRecord,
  readPublishedRecord,
  writePublishedRecord,
} from "#engine/publish/state/published-record.ts";
import { type LiveSite, liveSiteOf } from "../posts/post-states.ts";

export interface LiveListeners {
  /** Called when a record has changed; with null if it was removed. */
  onChange(record: PublishedRecord | null): void;
  /** Called before `onChange` if another process has changed the record. */
  beforeOthers(): Promise<void>;
}

/** Interval of the checks whether another process has published, in milliseconds. */
const lookMs = 1000;

/**
 * This computer's records of what is live at each target, in the state folder. A record is read when it is
 * first needed; `follow` reads it again when another process, such as the shell, has published.
 */
export class LiveRecords {
  readonly #folder: string;
  readonly #listeners: LiveListeners;
  /** For each target, the version (`versionOf`) of its record's file that was read last. */
  readonly #versions = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  readonly #records = new Map<string, PublishedRecord | null>();

  constructor(folder: string, listeners: LiveListeners) {
    this.#folder = folder;
    this.#listeners = listeners;
  }

  /**
   * Reads the records of these targets, unless they were read before. A record that cannot be read now counts
   * as missing until the next call, so that the author can still write.
   */
  async load(targets: Iterable<string>): Promise<void> {
    for (const target of targets) {
      if (!this.#records.has(target)) {
        const record = await readPublishedRecord(this.#fileOf(target)).catch(() => undefined);
        if (record !== undefined) this.#records.set(target, record);
      }
    }
  }

  /** Reads all records again, after the state folder was replaced. */
  async reload(): Promise<void> {
    const targets = [...this.#records.keys()];
    this.#records.clear();
    await this.load(targets);
  }

  /** Returns the record of a target; null if this computer has never published to it. */
  get(target: string): PublishedRecord | null {
    return this.#records.get(target) ?? null;
  }

  /** Returns what is live at a target, as far as this computer knows. */
  siteAt(target: string): LiveSite {
    return liveSiteOf(this.get(target));
  }

  /** Records what is live at a target now. If the record cannot be written, it is only kept in memory. */
  async set(target: string, record: PublishedRecord): Promise<void> {
    this.#records.set(target, record);
    // The site is already published: a full disk on this computer must not turn that into an error.
    await writePublishedRecord(this.#fileOf(target), record).catch(() => undefined);
    this.#listeners.onChange(record);
  }

  /** Checks once a second whether another process has written a record, until `close` is called. */
  follow(): void {
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.look()).catch(() => undefined);
    }, lookMs);
    this.#timer.unref();
  }

  /** Ends the checks of `follow`. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** Reads again the records that another process has written since they were read. */
  async look(): Promise<void> {
    for (const [target, known] of this.#records) {
      const file = this.#fileOf(target);
      const version = await versionOf(file);
      if (version === undefined || version === this.#versions.get(target)) continue;
      const record = await readPublishedRecord(file).catch(() => undefined);
      if (record === undefined) continue;
      this.#versions.set(target, version);
      await this.#listeners.beforeOthers().catch(() => undefined);
      // This process may have published meanwhile: its own record is newer.
      if (this.#records.get(target) !== known || isSame(record, known)) continue;
      this.#records.set(target, record);
      this.#listeners.onChange(record);
    }
  }

  #fileOf(target: string): string {
    return join(this.#folder, `${fileNameFor(target)}.json`);
  }
}

/**
 * Up to this difference, in milliseconds, the author is not asked about a clock that is behind the last
 * publish: the clocks of two computers differ by less.
 */
const largeJump = 86_400_000;

/**
 * Returns the present time and the time of the last publish, in the blog's time zone, if the clock is now far
 * behind that publish.
 */
export function clockBehind(
  record: PublishedRecord | null,
  now: number,
  timeZone: string,
): PublishPlan["clockBehind"] {
  const last = Date.parse(record?.at ?? "");
  if (!(last - now > largeJump)) return undefined;
  const text = (time: number): string => frontMatterText(momentAt(time, timeZone)).slice(0, -3);
  return { now: text(now), last: text(last) };
}

/** Whether two records are of the same publish. */
function isSame(first: PublishedRecord | null, second: PublishedRecord | null): boolean {
  return first?.generation === second?.generation && first?.at === second?.at;
}

/**
 * Returns a text that is different for each version of a file: "" if there is no file, undefined if the file
 * cannot be read now.
 */
async function versionOf(file: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeMs } = await stat(file);
    return `${ino} ${size} ${mtimeMs}`;
  } catch (error) {
    return isMissing(error) ? "" : undefined;
  }
}
