import type { Damage } from "./survey.ts";
import type { ImportFile } from "./import-file.ts";

/**
 * A value of a JSON file.
 * `path` joins the keys that lead to the value. Every element of an array has the key `*`.
 */
export interface JsonRecord {
  readonly path: string;
  readonly value: unknown;
}

export interface JsonReading {
  /** Whether the value at a path, such as `data.posts.*`, is a record. A record contains no other records. */
  isRecord(path: string): boolean;
  /** Called once, if the file is damaged or ends too early. The records before the damage are read. */
  readonly onDamage?: (damage: Damage) => void;
}

/** Maximum number of characters of one record. */
const longestRecord = 64 * 2 ** 20;
/** Maximum nesting depth of values. Exports have fewer than ten levels. */
const deepest = 200;

/**
 * Reads the records of a JSON file one at a time, so that a file can be larger than the memory.
 * Rejects with `file.*`.
 */
export async function* jsonRecords(file: ImportFile, reading: JsonReading): AsyncGenerator<JsonRecord> {
  const scanner = new JsonScanner(reading);
  const decoder = new TextDecoder();
  for await (const piece of file.read()) {
    yield* scanner.write(decoder.decode(piece, { stream: true }));
    if (scanner.isDamaged) return;
  }
  yield* scanner.write(decoder.decode());
  scanner.close();
}

interface OpenContainer {
  readonly isArray: boolean;
  /** Path of the object or array, made from the keys that lead to it. */
  readonly path: string;
  /** The last key that was read in an object; null before the first colon. */
  key: string | null;
}

/** Finds records in a JSON text that comes in pieces. Examines only strings and brackets. */
class JsonScanner {
  readonly #reading: JsonReading;
  readonly #open: OpenContainer[] = [];
  /** The beginning of a record or string that started in an earlier piece. */
  #held: string[] = [];
  #heldLength = 0;
  /** Number of objects and arrays that were open before the current record; -1 outside of records. */
  #recordDepth = -1;
  #recordPath = "";
  #isInString = false;
  #isEscaped = false;
  #line = 1;
  #records: JsonRecord[] = [];
  #string = "";
  isDamaged = false;

  constructor(reading: JsonReading) {
    this.#reading = reading;
  }

  write(text: string): JsonRecord[] {
    this.#records = [];
    let from = 0;
    for (let at = 0; at < text.length && !this.isDamaged; at += 1) {
      if (this.#isInString) {
        at = this.#endOfString(text, at);
        continue;
      }
      const character = text.charCodeAt(at);
      if (character === 0x0a) this.#line += 1;
      else if (character === quote) {
        this.#isInString = true;
        this.#string = "";
      } else if (character === colon) this.#colon();
      else if (character === openBrace || character === openBracket) {
        if (this.#begins()) from = at;
        this.#push(character === openBracket);
      } else if (character === closeBrace || character === closeBracket) {
        this.#pop(character === closeBracket);
        if (this.#recordDepth === this.#open.length) {
          this.#hold(text.slice(from, at + 1));
          this.#finish();
          from = at + 1;
        }
      }
    }
    if (this.#recordDepth >= 0) this.#hold(text.slice(from));
    return this.#records;
  }

  close(): void {
    if (this.#open.length > 0 || this.#isInString) this.#damage("the file ends too early");
  }

  /**
   * Returns the index of the last character of a string.
   * If the string does not end in `text`, returns the length of `text`.
   */
  #endOfString(text: string, from: number): number {
    for (let at = from; at < text.length; at += 1) {
      const character = text.charCodeAt(at);
      if (this.#isEscaped) this.#isEscaped = false;
      else if (character === backslash) this.#isEscaped = true;
      else if (character === quote) {
        this.#isInString = false;
        // Keeps the beginning of the string, because the string may be a key, and keys are short.
        if (this.#recordDepth < 0) this.#string += text.slice(from, Math.min(at, from + longestKey));
        return at;
      }
    }
    if (this.#recordDepth < 0 && this.#string.length < longestKey)
      this.#string += text.slice(from, from + longestKey);
    return text.length;
  }

  #colon(): void {
    const container = this.#open.at(-1);
    if (container && !container.isArray && this.#recordDepth < 0) container.key = this.#string;
  }

  #path(): string {
    const container = this.#open.at(-1);
    if (!container) return "";
    const last = container.isArray ? "*" : (container.key ?? "");
    return container.path === "" ? last : `${container.path}.${last}`;
  }

  /** Whether the object or array that begins here is a record. If so, starts to collect the record. */
  #begins(): boolean {
    if (this.#recordDepth >= 0) return false;
    const path = this.#path();
    if (!this.#reading.isRecord(path)) return false;
    this.#recordDepth = this.#open.length;
    this.#recordPath = path;
    return true;
  }

  #push(isArray: boolean): void {
    if (this.#open.length >= deepest) this.#damage("too many levels");
    this.#open.push({ isArray, path: this.#recordDepth < 0 ? this.#path() : "", key: null });
  }

  #pop(isArray: boolean): void {
    if (this.#open.pop()?.isArray !== isArray) this.#damage("a bracket does not fit");
  }

  #hold(text: string): void {
    this.#heldLength += text.length;
    if (this.#heldLength > longestRecord) this.#damage("an entry is too long");
    else this.#held.push(text);
  }

  #finish(): void {
    const text = this.#held.join("");
    this.#recordDepth = -1;
    this.#held = [];
    this.#heldLength = 0;
    try {
      this.#records.push({ path: this.#recordPath, value: JSON.parse(text) });
    } catch {
      this.#damage("an entry is not JSON");
    }
  }

  #damage(reason: string): void {
    if (this.isDamaged) return;
    this.isDamaged = true;
    this.#reading.onDamage?.({ line: this.#line, reason });
  }
}

const [quote, backslash, colon] = [0x22, 0x5c, 0x3a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];
const longestKey = 200;
