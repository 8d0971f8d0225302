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

/** Lines that stand for nothing any more before the file is written anew, besides as many as there are records. */
const slack = 500;
/** Characters written at a time: few enough that V8 makes them a young object, of which it gets rid at once. */
const chunkLength = 50_000;

/** Records by key, as a `Map` has them. */
export type Records = Iterable<readonly [string, unknown]> & { readonly size: number };

/**
 * A cache on disk: records by key, of which each change costs one line at the end of the file. Damage of any kind (a torn
 * last line, flipped bits, another version, no file) costs the records it touches and nothing else: what is read is what
 * was written. For what can be made again only, since nothing waits for the disk. A symbolic link in its place is damage, too:
 * it is neither read nor written through.
 *
 * A line is a checksum of the rest, the key, and the value where there is one, the latter two as JSON with a tab between.
 */
export class RecordLog {
  /** Absolute path of the file. */
  readonly location: string;
  readonly #header: string;
  /** Records not yet written. */
  #pending: (readonly [string, unknown?])[] = [];
  #lines = 0;
  /** Size and time of the file as this object left it. */
  #stamp = "";

  /** `version` stands for the shape of the records; records of another version are not read. */
  constructor(location: string, version: string) {
    this.location = location;
    this.#header = lineOf(["hitofude", version]);
  }

  /** Whether another process, or nobody yet, wrote the file since this object read or wrote it. */
  get isForeign(): boolean {
    return this.#stamp === "" || this.#stamp !== stampOf(stateOf(this.location));
  }

  /** Reads all records. */
  load(): RawRecords {
    this.#pending = [];
    const records: RawRecords = new Map();
    const bytes = readBytes(this.location);
    const header = Buffer.from(this.#header);
    // A header of our own is written before anything else
    this.#lines = Number.POSITIVE_INFINITY;
    if (bytes.subarray(0, header.length).equals(header))
      this.#lines = readLines(bytes, header.length, records);
    this.#stamp = stampOf(stateOf(this.location));
    return records;
  }

  /** Notes a record for the next `flush`; undefined: it is gone. */
  note(key: string, value?: unknown): void {
    this.#pending.push([key, value]);
  }

  /** Writes what was noted; `all` are the records as they are now, for writing the file anew when that pays. */
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
    // A folder that may not be looked into: nothing is known, as where there is no file
    return undefined;
  }
}

function stampOf(state: Stats | undefined): string {
  return state ? `${state.size} ${state.mtimeMs} ${state.ino}` : "none";
}

/** What this run made, and what it has left of what it read, for writing both. */
export function recordsFrom(fresh: Records, earlier: RawRecords): Records {
  return {
    size: fresh.size + earlier.size,
    *[Symbol.iterator]() {
      yield* fresh;
      for (const [key, record] of earlier) yield [key, record.value()] as const;
    },
  };
}
