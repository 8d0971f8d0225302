import { appendFileSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { crc32 } from "node:zlib";

/** Lines that stand for nothing any more before the file is written anew, besides as many as there are records. */
const slack = 500;

/** Records by key, as a `Map` has them. */
type Records = Iterable<readonly [string, unknown]> & { readonly size: number };

/**
 * A cache on disk: records by key, of which each change costs one line at the end of the file. Damage of any kind (a torn
 * last line, flipped bits, another version, no file) costs the records it touches and nothing else: what is read is what
 * was written. For what can be made again only, since nothing waits for the disk.
 */
export class RecordLog {
  /** Absolute path of the file. */
  readonly location: string;
  readonly #header: string;
  /** Lines not yet written. */
  #pending: string[] = [];
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
  load(): Map<string, unknown> {
    this.#pending = [];
    const records = new Map<string, unknown>();
    const [header, ...lines] = readLines(this.location);
    // A header of our own is written before anything else
    this.#lines = header === this.#header.trimEnd() ? lines.length : Number.POSITIVE_INFINITY;
    if (Number.isFinite(this.#lines)) for (const line of lines) readRecord(line, records);
    this.#stamp = stampOf(this.location);
    return records;
  }

  /** Notes a record for the next `flush`; undefined: it is gone. */
  note(key: string, value?: unknown): void {
    this.#pending.push(lineOf(value === undefined ? [key] : [key, value]));
  }

  /** Writes what was noted; `all` are the records as they are now, for writing the file anew when that pays. */
  flush(all: Records): void {
    if (this.#pending.length === 0 && this.#stamp !== "none") return;
    this.#lines += this.#pending.length;
    if (this.isForeign || this.#lines > 2 * all.size + slack) this.#rewrite(all);
    else appendFileSync(this.location, this.#pending.join(""));
    this.#pending = [];
    this.#stamp = stampOf(this.location);
  }

  #rewrite(all: Records): void {
    const temporary = `${this.location}.tmp`;
    const lines = Array.from(all, lineOf);
    writeFileSync(temporary, this.#header + lines.join(""));
    renameSync(temporary, this.location);
    this.#lines = lines.length;
  }
}

function lineOf(record: readonly unknown[]): string {
  const json = JSON.stringify(record);
  return `${crc32(json).toString(16)} ${json}\n`;
}

function readLines(location: string): string[] {
  try {
    return readFileSync(location, "utf8").split("\n");
  } catch {
    return [];
  }
}

function readRecord(line: string, records: Map<string, unknown>): void {
  const space = line.indexOf(" ");
  const json = line.slice(space + 1);
  if (space < 1 || crc32(json) !== Number.parseInt(line.slice(0, space), 16)) return;
  const record: unknown = JSON.parse(json);
  if (!Array.isArray(record) || typeof record[0] !== "string") return;
  const [key, value]: unknown[] = record;
  if (typeof key !== "string") return;
  if (value === undefined) records.delete(key);
  else records.set(key, value);
}

function stampOf(location: string): string {
  const found = statSync(location, { throwIfNoEntry: false });
  return found ? `${found.size} ${found.mtimeMs} ${found.ino}` : "none";
}
