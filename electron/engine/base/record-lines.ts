import { crc32 } from "node:zlib";

const newline = 0x0a;
const tab = 0x09;

/** Maps keys to records. The value of a record is parsed only when the value is read. */
export type RawRecords = Map<string, RawRecord>;

export interface RawRecord {
  value(): unknown;
  /** Whether the value's JSON text begins with `json`, which must consist of ASCII characters. */
  begins(json: string): boolean;
}

/**
 * Formats a record as a line: a checksum of the rest of the line, the key, a tab, and the value.
 * Key and value are JSON. A line without a value removes the record.
 */
export function lineOf([key, value]: readonly [string, unknown?]): string {
  const text = value === undefined ? JSON.stringify(key) : `${JSON.stringify(key)}\t${JSON.stringify(value)}`;
  return `${crc32(text).toString(16).padStart(8, "0")}${text}\n`;
}

const checksumLength = 8;

/** Reads the lines after offset `start` into `records`, and returns the number of lines. */
export function readLines(bytes: Buffer, start: number, records: RawRecords): number {
  let count = 0;
  for (let at = start; at < bytes.length; ) {
    const found = bytes.indexOf(newline, at);
    const end = found === -1 ? bytes.length : found;
    readRecord(bytes, at, end, records);
    count += 1;
    at = end + 1;
  }
  return count;
}

/** Reads a line into `records` without parsing the value. Skips a damaged line. */
function readRecord(bytes: Buffer, start: number, end: number, records: RawRecords): void {
  const text = start + checksumLength;
  if (text >= end || crc32(bytes.subarray(text, end)) !== hexAt(bytes, start)) return;
  const split = keyEnd(bytes, text, end);
  const key = keyAt(bytes, text, split);
  if (key === undefined) return;
  if (split === end) records.delete(key);
  else records.set(key, new RawLine(bytes, split + 1, end));
}

function keyEnd(bytes: Buffer, start: number, end: number): number {
  // Searches only this line. If the line has no tab, a search of `bytes` would read the rest of the file.
  const found = bytes.subarray(start, end).indexOf(tab);
  return found === -1 ? end : start + found;
}

/** Reads the checksum at an offset. Returns NaN if the checksum is not hexadecimal. */
function hexAt(bytes: Buffer, start: number): number {
  let sum = 0;
  for (let at = start; at < start + checksumLength; at += 1) {
    const byte = bytes[at] ?? 0;
    const digit = byte < 0x3a ? byte - 0x30 : byte - 0x57;
    if (digit < 0 || digit > 15) return Number.NaN;
    sum = sum * 16 + digit;
  }
  return sum;
}

/** Reads a JSON string. Only a string with escapes needs the JSON parser, and few keys have escapes. */
function keyAt(bytes: Buffer, start: number, end: number): string | undefined {
  const inner = bytes.toString("utf8", start + 1, end - 1);
  if (!inner.includes("\\")) return inner;
  const key: unknown = JSON.parse(bytes.toString("utf8", start, end));
  return typeof key === "string" ? key : undefined;
}

/** A record whose value is a range of the file's bytes. */
class RawLine implements RawRecord {
  readonly #bytes: Buffer;
  readonly #start: number;
  readonly #end: number;

  constructor(bytes: Buffer, start: number, end: number) {
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
  }

  value(): unknown {
    return JSON.parse(this.#bytes.toString("utf8", this.#start, this.#end));
  }

  begins(json: string): boolean {
    return this.#bytes.toString("latin1", this.#start, this.#start + json.length) === json;
  }
}
