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
  /** Called before that if another process has changed the record. */
  beforeOthers(): Promise<void>;
}

/** Interval in milliseconds at which to look whether another process has published. */
const lookMs = 1000;

/**
 * This computer's records of what is live at each target, in the state folder. Each is read when it is first
 * needed; `follow` reads it again when another process, such as the shell, has published.
 */
export class LiveRecords {
  readonly #folder: string;
  readonly #listeners: LiveListeners;
  /** For each target, what identifies the version of its file that was seen last. */
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

  /** Looks once a second for records that another process has written, until `close` is called. */
  follow(): void {
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.look()).catch(() => undefined);
    }, lookMs);
    this.#timer.unref();
  }

  /** Ends what `follow` began. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** Takes over the records that another process has written since they were read. */
  async look(): Promise<void> {
    for (const [target, known] of this.#records) {
      const file = this.#fileOf(target);
      const version = await versionOf(file);
      if (version === undefined || version === this.#versions.get(target)) continue;
      const record = await readPublishedRecord(file).catch(() => undefined);
      if (record === undefined) continue;
      this.#versions.set(target, version);
      await this.#listeners.beforeOthers().catch(() => undefined);
      // Meanwhile this process may have published itself
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
 * Milliseconds by which the clock may be behind the last publish without a question. Clocks of two computers
 * differ by less.
 */
const largeJump = 86_400_000;

/**
 * Returns both times, in the blog's time zone, if the clock now shows a much earlier time than at the last
 * publish.
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

/** Returns what identifies a version of a file: "" if there is none, undefined if it cannot be read now. */
async function versionOf(file: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeMs } = await stat(file);
    return `${ino} ${size} ${mtimeMs}`;
  } catch (error) {
    return isMissing(error) ? "" : undefined;
  }
}
