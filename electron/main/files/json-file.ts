import {
  closeSync,
  copyFileSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { basename } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { longPauses, mayBeHeld, pauseSync, shortPauses, systemCode } from "#contract/file-retries.ts";
import { isRecord } from "#contract/objects.ts";

/** The content of a stored file. */
export interface StoredJson {
  /** The object in the file. If the file is damaged, this is the object in the file's previous version. */
  readonly value: unknown;
  /** Path to which a damaged file was moved, or null if the file is not damaged. */
  readonly damagedAs: string | null;
  /** Whether the file exists but cannot be read now. `write` never replaces an unreadable file. */
  readonly isUnreadable: boolean;
}

export interface JsonFileOptions {
  readonly mode?: number;
  readonly platform?: string;
  /** For tests: called before each attempt to read or write the file. An exception makes the attempt fail. */
  readonly before?: (operation: "read" | "write", path: string) => void;
  readonly pauses?: readonly number[];
}

/**
 * A small file that contains one JSON object. Retries while another program has the file open.
 * Writing replaces the whole file and keeps the previous version as `name.previous.json`.
 * Never throws, because a problem with the file must not keep an author from writing.
 */
export class JsonFile {
  readonly #path: string;
  readonly #options: JsonFileOptions;
  /** The value that is being written, and a promise that resolves when the writing ends. */
  #pending: { readonly value: unknown; readonly written: Promise<boolean> } | null = null;

  constructor(path: string, options: JsonFileOptions = {}) {
    this.#path = path;
    this.#options = options;
  }

  /** Reads the file. Blocks for up to a second while another program has the file open. */
  read(): StoredJson {
    if (this.#pending) return { value: this.#pending.value, damagedAs: null, isUnreadable: false };
    let text: string | null;
    try {
      text = this.#readPatiently(this.#path);
    } catch (error) {
      console.error(error);
      return { value: undefined, damagedAs: null, isUnreadable: true };
    }
    if (text === null) return { value: undefined, damagedAs: null, isUnreadable: false };
    const value = parse(text);
    return value === undefined ? this.#recover() : { value, damagedAs: null, isUnreadable: false };
  }

  /** Replaces the file. Resolves with true if this value, or a newer value, was written. */
  write(value: unknown): Promise<boolean> {
    const pending = { value, written: Promise.resolve(false) };
    this.#pending = pending;
    pending.written = this.#writePatiently(pending).finally(() => {
      if (this.#pending === pending) this.#pending = null;
    });
    return pending.written;
  }

  async #writePatiently(own: { readonly value: unknown }): Promise<boolean> {
    for (const pause of [...(this.#options.pauses ?? longPauses), null]) {
      try {
        this.#writeNow(own.value);
        if (this.#pending === own) this.#pending = null;
        return true;
      } catch (error) {
        if (pause === null || !this.#mayBeHeld(error)) {
          console.error(error);
          return false;
        }
        await wait(pause);
      }
      if (this.#pending && this.#pending !== own) return this.#pending.written;
    }
    return false;
  }

  #writeNow(value: unknown): void {
    this.#options.before?.("write", this.#path);
    this.#writeDraft(`${JSON.stringify(value, null, 2)}\n`);
    this.#keepPrevious();
    renameSync(this.#draft, this.#path);
  }

  get #draft(): string {
    return `${this.#path}.new`;
  }

  /** Writes and flushes the file's replacement, so that a power cut leaves either the old or the new text. */
  #writeDraft(text: string): void {
    const opened = openSync(this.#draft, "w", this.#options.mode);
    try {
      writeFileSync(opened, text);
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
  }

  /** Copies the file before it is replaced. Ignores errors. */
  #keepPrevious(): void {
    try {
      copyFileSync(this.#path, previousOf(this.#path));
    } catch (error) {
      if (systemCode(error) !== "ENOENT") console.error(error);
    }
  }

  /**
   * Restores the previous version and returns it. The damaged file stays under another name.
   */
  #recover(): StoredJson {
    try {
      // Reads the previous version first. If reading fails, the damaged file stays where it is.
      const text = this.#readPatiently(previousOf(this.#path));
      const value = text === null ? undefined : parse(text);
      return { value, damagedAs: this.#moveAside(value === undefined ? null : text), isUnreadable: false };
    } catch (error) {
      console.error(error);
      return { value: undefined, damagedAs: null, isUnreadable: true };
    }
  }

  /**
   * Moves the damaged file to a free name, and returns this name. Writes `text` in place of the damaged file.
   */
  #moveAside(text: string | null): string {
    for (let number = 1; ; number += 1) {
      const aside = beside(this.#path, number === 1 ? "damaged" : `damaged-${number}`);
      if (this.#readPatiently(aside) !== null) continue;
      if (text === null) {
        renameSync(this.#path, aside);
        return aside;
      }
      copyFileSync(this.#path, aside);
      this.#writeDraft(text);
      renameSync(this.#draft, this.#path);
      return aside;
    }
  }

  /** Returns the text of a file, or null for a missing file. Throws the system's error if reading fails. */
  #readPatiently(path: string): string | null {
    for (const pause of [...(this.#options.pauses ?? shortPauses), null]) {
      try {
        this.#options.before?.("read", path);
        return readFileSync(path, "utf8");
      } catch (error) {
        if (systemCode(error) === "ENOENT") return null;
        if (pause === null || !this.#mayBeHeld(error)) throw error;
        pauseSync(pause);
      }
    }
    return null;
  }

  #mayBeHeld(error: unknown): boolean {
    return mayBeHeld(systemCode(error), this.#options.platform ?? process.platform);
  }
}

/** Returns the path of the previous version: `preferences.previous.json` for `preferences.json`. */
function previousOf(path: string): string {
  return beside(path, "previous");
}

function beside(path: string, word: string): string {
  const name = basename(path);
  const stem = name.replace(/\.json$/, "");
  return `${path.slice(0, path.length - name.length)}${stem}.${word}.json`;
}

/** Returns the object that a JSON text describes, or undefined if the text contains no object. */
function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
