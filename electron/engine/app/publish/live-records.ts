import { join } from "node:path";
import { fileNameFor } from "#engine/base/plain-name.ts";
import {
  type PublishedRecord,
  readPublishedRecord,
  writePublishedRecord,
} from "#engine/publish/state/published-record.ts";

/** This computer's records of each target's live state; read once, kept in the blog's state folder. */
export class LiveRecords {
  readonly #folder: string;
  readonly #onChange: (record: PublishedRecord) => void;
  readonly #records = new Map<string, PublishedRecord | null>();

  constructor(folder: string, onChange: (record: PublishedRecord) => void) {
    this.#folder = folder;
    this.#onChange = onChange;
  }

  /** Reads the records of these targets. */
  async load(targets: Iterable<string>): Promise<void> {
    for (const target of targets) {
      if (!this.#records.has(target)) {
        this.#records.set(target, await readPublishedRecord(this.#fileOf(target)));
      }
    }
  }

  /** Reloads the records after the state folder was replaced. */
  async reload(): Promise<void> {
    const targets = [...this.#records.keys()];
    this.#records.clear();
    await this.load(targets);
  }

  /** Returns null if nothing is known: never published, or only by another computer. */
  get(target: string): PublishedRecord | null {
    return this.#records.get(target) ?? null;
  }

  /** Records what is live now. If the record cannot be written, it is kept until the program ends. */
  async set(target: string, record: PublishedRecord): Promise<void> {
    this.#records.set(target, record);
    // The site is published: a full disk here must not turn that into an error.
    await writePublishedRecord(this.#fileOf(target), record).catch(() => undefined);
    this.#onChange(record);
  }

  #fileOf(target: string): string {
    return join(this.#folder, `${fileNameFor(target)}.json`);
  }
}
