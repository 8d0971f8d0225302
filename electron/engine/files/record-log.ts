import {
  appendFileSync,
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { crc32 } from "node:zlib";

/** Lines that stand for nothing any more before the file is written anew, besides as many as there are records. */
const slack = 500;
/** Characters written at a time, so that a large log is not in memory twice. */
const chunkLength = 200_000;
const newline = 0x0a;
const tab = 0x09;

/** Records by key, as a `Map` has them. */
export type Records = Iterable<readonly [string, unknown]> & { readonly size: number };

/** The values of records as they were read, taken apart one by one when they are asked for. */
export type RawRecords = Map<string, RawRecord>;

export interface RawRecord {
  value(): unknown;
  /** Whether the value's JSON begins so (ASCII). */
  begins(json: string): boolean;
}

/**
 * A cache on disk: records by key, of which each change costs one line at the end of the file. Damage of any kind (a torn
 * last line, flipped bits, another version, no file) costs the records it touches and nothing else: what is read is what
 * was written. For what can be made again only, since nothing waits for the disk.
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
    return this.#stamp === "" || this.#stamp !== stampOf(this.location);
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
    this.#stamp = stampOf(this.location);
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
    else appendFileSync(this.location, this.#pending.map(lineOf).join(""));
    this.#pending = [];
    this.#stamp = stampOf(this.location);
  }

  #rewrite(all: Records): void {
    const temporary = `${this.location}.tmp`;
    const file = openSync(temporary, "w");
    try {
      let text = this.#header;
      for (const record of all) {
        text += lineOf(record);
        if (text.length < chunkLength) continue;
        writeFileSync(file, text);
        text = "";
      }
      writeFileSync(file, text);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, this.location);
    this.#lines = all.size;
  }
}

function lineOf([key, value]: readonly [string, unknown?]): string {
  const text = value === undefined ? JSON.stringify(key) : `${JSON.stringify(key)}\t${JSON.stringify(value)}`;
  return `${crc32(text).toString(16).padStart(8, "0")}${text}\n`;
}

const checksumLength = 8;

/** Reads the lines from `start` on into `records`; returns how many there are. */
function readLines(bytes: Buffer, start: number, records: RawRecords): number {
  let count = 0;
  for (let at = start; at < bytes.length; ) {
    const found = bytes.indexOf(newline, at);
    const end = found === -1 ? bytes.length : found;
    readRecord(bytes.subarray(at, end), records);
    count += 1;
    at = end + 1;
  }
  return count;
}

function readRecord(line: Buffer, records: RawRecords): void {
  const text = line.subarray(checksumLength);
  if (crc32(text) !== Number.parseInt(line.toString("latin1", 0, checksumLength), 16)) return;
  const split = text.indexOf(tab);
  const key: unknown = JSON.parse(text.toString("utf8", 0, split === -1 ? undefined : split));
  if (typeof key !== "string") return;
  if (split === -1) records.delete(key);
  else records.set(key, rawRecord(text.subarray(split + 1)));
}

function rawRecord(json: Buffer): RawRecord {
  return {
    value: (): unknown => JSON.parse(json.toString("utf8")),
    begins: (start) => json.toString("latin1", 0, start.length) === start,
  };
}

function readBytes(location: string): Buffer {
  try {
    return readFileSync(location);
  } catch {
    return Buffer.alloc(0);
  }
}

function stampOf(location: string): string {
  const found = statSync(location, { throwIfNoEntry: false });
  return found ? `${found.size} ${found.mtimeMs} ${found.ino}` : "none";
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
