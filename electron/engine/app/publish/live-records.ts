import { join } from "node:path";
import type { PublishPlan } from "#contract/types/publish-run-types.ts";
import { fileNameFor } from "#engine/base/plain-name.ts";
import { frontMatterText, momentAt } from "#engine/blog/dates/moment.ts";
import {
  type PublishedRecord,
  readPublishedRecord,
  writePublishedRecord,
} from "#engine/publish/state/published-record.ts";
import { type LiveSite, liveSiteOf } from "../posts/post-states.ts";

/**
 * This computer's records of the posts and files that are live at each target. The records are in the state
 * folder. Each is read only once.
 */
export class LiveRecords {
  readonly #folder: string;
  readonly #onChange: (record: PublishedRecord) => void;
  readonly #records = new Map<string, PublishedRecord | null>();

  constructor(folder: string, onChange: (record: PublishedRecord) => void) {
    this.#folder = folder;
    this.#onChange = onChange;
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
    this.#onChange(record);
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
