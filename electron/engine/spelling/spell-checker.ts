import { Worker } from "node:worker_threads";
import { AppError } from "#contract/errors.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { readError } from "#engine/base/file-errors.ts";
import { readTextIfThere } from "#engine/base/files/read-files.ts";
import { threadFile } from "#engine/base/thread-file.ts";
import type { SpellAnswer, SpellQuestion } from "./spell-thread.ts";

type Asked = { readonly [Kind in SpellQuestion["kind"]]: Omit<Extract<SpellQuestion, { kind: Kind }>, "id"> };

interface Waiting {
  readonly resolve: (words: readonly string[]) => void;
  readonly reject: (error: AppError) => void;
}

/**
 * Checks English spelling with a Hunspell dictionary in a separate thread. The first call starts the thread.
 */
export class SpellChecker {
  readonly #personal: PersonalWords;
  readonly #waiting = new Map<number, Waiting>();
  #thread: Worker | undefined;
  #nextId = 1;

  /** `file` is a text file with the words that the author has added. Each word has a line of its own. */
  constructor(file: string) {
    this.#personal = new PersonalWords(file);
  }

  /** Returns the misspelled words among `words`. */
  check(words: readonly string[]): Promise<readonly string[]> {
    return this.#ask({ kind: "check", words });
  }

  /** Returns corrections of a word, the most likely first. */
  suggest(word: string): Promise<readonly string[]> {
    return this.#ask({ kind: "suggest", word });
  }

  /** Adds a word to the author's own words on this computer. Rejects with `file.*` if saving fails. */
  async learn(word: string): Promise<void> {
    await this.#ask({ kind: "learn", words: [word] });
    await this.#personal.add(word);
  }

  async close(): Promise<void> {
    await this.#thread?.terminate();
  }

  async #ask(question: Asked[keyof Asked]): Promise<readonly string[]> {
    const thread = this.#thread ?? (await this.#start());
    return this.#send(thread, question);
  }

  async #start(): Promise<Worker> {
    // If the file is unreadable, checks without the author's own words, and the author can add none.
    const words = await this.#personal.load().catch(() => []);
    if (this.#thread) return this.#thread;
    const thread = new Worker(threadFile("spell-thread", new URL("spell-thread.ts", import.meta.url)));
    this.#thread = thread;
    // Commands and tests end without calling `close`, so the thread must not keep the process running.
    thread.unref();
    thread.on("message", ({ id, words: found }: SpellAnswer) => {
      this.#waiting.get(id)?.resolve(found);
      this.#waiting.delete(id);
    });
    thread.on("error", (error) => this.#ended(error.message));
    thread.on("exit", () => this.#ended("exit"));
    void this.#send(thread, { kind: "learn", words }).catch(() => undefined);
    return thread;
  }

  #send(thread: Worker, question: Asked[keyof Asked]): Promise<readonly string[]> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      thread.postMessage({ ...question, id });
    });
  }

  #ended(reason: string): void {
    this.#thread = undefined;
    for (const { reject } of this.#waiting.values()) reject(new AppError("internal", { reason }));
    this.#waiting.clear();
  }
}

/** The words that the author added to the dictionary. They are in a text file with one word per line. */
export class PersonalWords {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /**
   * Returns the words, or an empty list if there is no file. Rejects with `file.*` if the file is unreadable.
   */
  async load(): Promise<string[]> {
    const text = await readTextIfThere(this.#file).catch((error: unknown) => {
      throw readError(error, this.#file);
    });
    return (text ?? "")
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean);
  }

  /** Adds a word to the file. Rejects with `file.*` if the file cannot be written. */
  async add(word: string): Promise<void> {
    const words = new Set([...(await this.load()), word]);
    await atomicWrite(this.#file, `${[...words].join("\n")}\n`, { followLink: true });
  }
}
