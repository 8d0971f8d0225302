import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  type Stats,
  writeFileSync,
} from "node:fs";
import { noFollow, openFresh } from "./no-follow.ts";
import { lineOf, type RawRecords, readLines } from "./record-lines.ts";

export type { RawRecord, RawRecords } from "./record-lines.ts";

/** Obsolete lines that are allowed, besides one per record, before the file is rewritten. */
const slack = 500;
/**
 * Characters per write: few enough that V8 allocates the string in the young generation and frees it soon.
 */
const chunkLength = 50_000;

/** Records by key, iterated as those of a `Map`. */
export type Records = Iterable<readonly [string, unknown]> & { readonly size: number };

/**
 * An append-only cache on disk: each change to a record adds one line. Damage of any kind (a torn last line,
 * flipped bits, another version, no file) loses only the affected records: a record is read as it was written
 * or not at all. Only for data that can be rebuilt, because writes are not flushed. A symbolic link at the
 * path counts as damage: it is neither read nor written through.
 *
 * A line is a checksum of the rest, the key, and the value if there is one, the latter two as JSON with a tab
 * between.
 */
export class RecordLog {
  /** Absolute path of the file. */
  readonly location: string;
  readonly #header: string;
  /** Records not yet written. */
  #pending: (readonly [string, unknown?])[] = [];
  #lines = 0;
  /** Identifies the state of the file after this object last read or wrote it. */
  #stamp = "";

  /** `version` identifies the format of the records; records of another version are ignored. */
  constructor(location: string, version: string) {
    this.location = location;
    this.#header = lineOf(["hitofude", version]);
  }

  /**
   * Whether another process wrote the file since this object read or wrote it, or this object has done
   * neither.
   */
  get isForeign(): boolean {
    return this.#stamp === "" || this.#stamp !== stampOf(stateOf(this.location));
  }

  /** Reads all records. */
  load(): RawRecords {
    this.#pending = [];
    const records: RawRecords = new Map();
    const bytes = readBytes(this.location);
    const header = Buffer.from(this.#header);
    // Unless the header matches, the next flush rewrites the file
    this.#lines = Number.POSITIVE_INFINITY;
    if (bytes.subarray(0, header.length).equals(header))
      this.#lines = readLines(bytes, header.length, records);
    this.#stamp = stampOf(stateOf(this.location));
    return records;
  }

  /** Queues a record for the next `flush`; undefined removes it. */
  note(key: string, value?: unknown): void {
    this.#pending.push([key, value]);
  }

  /** Writes the queued changes; `all` are the current records, used if the file is rewritten. */
  flush(all: Records): void {
    if (this.#pending.length === 0 && this.#stamp !== "none") return;
    this.#lines += this.#pending.length;
    if (this.isForeign || this.#lines > 2 * all.size + slack) this.#rewrite(all);
    else this.#append();
    this.#pending = [];
    this.#stamp = stampOf(stateOf(this.location));
  }

  #append(): void {
    const { O_APPEND, O_CREAT, O_WRONLY } = constants;
    const file = openSync(this.location, O_APPEND | O_CREAT | O_WRONLY | noFollow);
    try {
      writeLines(file, "", this.#pending);
    } finally {
      closeSync(file);
    }
  }

  #rewrite(all: Records): void {
    const temporary = `${this.location}.tmp`;
    const file = openFresh(temporary);
    try {
      writeLines(file, this.#header, all);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, this.location);
    this.#lines = all.size;
  }
}

function writeLines(file: number, start: string, records: Iterable<readonly [string, unknown?]>): void {
  let text = start;
  for (const record of records) {
    text += lineOf(record);
    if (text.length < chunkLength) continue;
    writeFileSync(file, text);
    text = "";
  }
  writeFileSync(file, text);
}

function readBytes(location: string): Buffer {
  try {
    return stateOf(location)?.isFile() ? readFileSync(location) : Buffer.alloc(0);
  } catch {
    return Buffer.alloc(0);
  }
}

function stateOf(location: string): Stats | undefined {
  try {
    return lstatSync(location, { throwIfNoEntry: false });
  } catch {
    // A folder without read permission counts as a missing file
    return undefined;
  }
}

function stampOf(state: Stats | undefined): string {
  return state ? `${state.size} ${state.mtimeMs} ${state.ino}` : "none";
}

/** Combines the records of this run with those still valid from earlier runs. */
export function recordsFrom(fresh: Records, earlier: RawRecords): Records {
  return {
    size: fresh.size + earlier.size,
    *[Symbol.iterator]() {
      yield* fresh;
      for (const [key, record] of earlier) yield [key, record.value()] as const;
    },
  };
}
