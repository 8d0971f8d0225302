import { randomBytes } from "node:crypto";
import { closeSync, constants, lstatSync, readFileSync, type Stats } from "node:fs";
import { openSync, renameSync, writeOpenSync } from "./files/change-files-sync.ts";
import { isMissing } from "./files/read-files.ts";
import { retryHeldSync } from "./files/retry-held.ts";
import { readError } from "./file-errors.ts";
import { noFollow, openFresh } from "./no-follow.ts";
import { lineOf, type RawRecords, readLines } from "./record-lines.ts";

export type { RawRecord, RawRecords } from "./record-lines.ts";

/** The file is rewritten when its number of lines exceeds `2 * records + slack`. */
const slack = 500;
/** Number of characters written at a time, small enough for V8's young generation. */
const chunkLength = 50_000;

/** A collection of records that also has a size, such as a `Map`. */
export type Records = Iterable<readonly [string, unknown]> & { readonly size: number };

/**
 * A cache in a file. Each change of a record adds one line to the file (`lineOf`).
 * A damaged file loses only the damaged records, and never returns wrong values.
 * Writes are not flushed, so the log is only for data that can be recreated.
 * The log treats a symbolic link as a missing file.
 */
export class RecordLog {
  readonly location: string;
  readonly #header: string;
  #pending: (readonly [string, unknown?])[] = [];
  #lines = 0;
  /** Size, time and inode of the file when this object last read or wrote the file. Initially empty. */
  #stamp = "";

  /** `version` identifies the format of the records. A file with another version counts as empty. */
  constructor(location: string, version: string) {
    this.location = location;
    this.#header = lineOf(["hitofude", version]);
  }

  /** Whether another process may have changed the file since this object's last read or write. */
  get isForeign(): boolean {
    return this.#stamp === "" || this.#stamp !== stampOf(stateOf(this.location));
  }

  /** Reads the file. An unreadable file counts as empty. If `mayBeLost` is false, throws `file.*` instead. */
  load(mayBeLost = true): RawRecords {
    const bytes = readBytes(this.location, mayBeLost);
    this.#pending = [];
    const records: RawRecords = new Map();
    const header = Buffer.from(this.#header);
    // Unless the header fits, the next `flush` rewrites the file, because it seems to have too many lines.
    this.#lines = Number.POSITIVE_INFINITY;
    if (bytes.subarray(0, header.length).equals(header))
      this.#lines = readLines(bytes, header.length, records);
    this.#stamp = stampOf(stateOf(this.location));
    return records;
  }

  /** Queues a new value of a record for the next `flush`. An undefined value removes the record. */
  note(key: string, value?: unknown): void {
    this.#pending.push([key, value]);
  }

  /** Writes the queued changes. `all` contains all current records, for rewriting the whole file. */
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
    // Uses a random name, because another process may rewrite the same file at the same time.
    const temporary = `${this.location}.${randomBytes(4).toString("hex")}.tmp`;
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
    writeOpenSync(file, text);
    text = "";
  }
  writeOpenSync(file, text);
}

function readBytes(location: string, mayBeLost: boolean): Buffer {
  const read = (): Buffer => (lstatSync(location).isFile() ? readFileSync(location) : Buffer.alloc(0));
  try {
    return retryHeldSync({ operation: "read", paths: [location], retry: "short" }, read);
  } catch (error) {
    if (mayBeLost || isMissing(error)) return Buffer.alloc(0);
    throw readError(error, location);
  }
}

function stateOf(location: string): Stats | undefined {
  try {
    return lstatSync(location, { throwIfNoEntry: false });
  } catch {
    // If the folder cannot be read, the file counts as missing.
    return undefined;
  }
}

function stampOf(state: Stats | undefined): string {
  return state ? `${state.size} ${state.mtimeMs} ${state.ino}` : "none";
}

/** Combines the records of this run (`fresh`) with the records of earlier runs. */
export function recordsFrom(fresh: Records, earlier: RawRecords): Records {
  return {
    size: fresh.size + earlier.size,
    *[Symbol.iterator]() {
      yield* fresh;
      for (const [key, record] of earlier) yield [key, record.value()] as const;
    },
  };
}
