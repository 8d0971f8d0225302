import type { JournalEntry } from "#contract/types/blog-types.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import type { ReplaceableClient } from "../replaceable-client.ts";
import { callWithBody, type EditedBody } from "./body-delta.ts";

/** The words of a document as they are now. */
type WrittenEntry = Omit<JournalEntry, "at" | "body"> & EditedBody;

/**
 * Keeps the words of one document in the engine's journal: told at most `delay` ms after a keystroke, whether or not earlier
 * ones are on the disk by then; cleared once they are in the file.
 */
export class JournalWriter {
  readonly #engine: ReplaceableClient<EngineContract>;
  readonly #delay: number;
  readonly #entry: () => WrittenEntry;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Increments when the words need no journal any more. */
  #turn = 0;
  /** Whether the journal has what was told last. */
  #told: Promise<boolean> = Promise.resolve(false);

  constructor(engine: ReplaceableClient<EngineContract>, delay: number, entry: () => WrittenEntry) {
    this.#engine = engine;
    this.#delay = delay;
    this.#entry = entry;
  }

  /** The words changed. The first call starts the clock; further ones do not put it back. */
  touch(): void {
    this.#timer ??= setTimeout(() => this.#tell(), this.#delay);
  }

  /** Resolves when nothing waits any more, to whether the journal has the words that are there now. */
  async flush(): Promise<boolean> {
    if (this.#timer !== undefined) this.#tell();
    const told = this.#told;
    const isThere = await told;
    return told === this.#told && this.#timer === undefined ? isThere : this.flush();
  }

  /** The words are in the file, or the author gave them up. */
  async clear(): Promise<void> {
    this.#stop();
    this.#turn += 1;
    const { id } = this.#entry();
    this.#told = Promise.resolve(false);
    await this.#engine.call("journal.clear", { id }).catch(() => undefined);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #tell(): void {
    this.#stop();
    this.#told = this.#write();
  }

  async #write(): Promise<boolean> {
    const { id, path, frontMatter, ...written } = this.#entry();
    const turn = this.#turn;
    try {
      await callWithBody(this.#engine, written, async (body) => {
        // Told once more, since the engine had forgotten: by now the words may need no journal.
        if (turn === this.#turn) await this.#engine.call("journal.write", { id, path, frontMatter, body });
      });
      return turn === this.#turn;
    } catch {
      // A journal that cannot be written has the cause that the save meets a second later, and that is shown: a full
      // disk, or an engine that is being replaced.
      return false;
    }
  }
}
