import type { JournalEntry } from "#contract/types/blog-types.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import type { ReplaceableClient } from "../replaceable-client.ts";
import { callWithBody, type EditedBody } from "./body-delta.ts";

/** The current text of a document. */
type WrittenEntry = Omit<JournalEntry, "at" | "body"> & EditedBody;

/**
 * Keeps the text of one document in the engine's journal: sends it at most `delay` ms after a keystroke, even
 * if earlier writes are not finished; cleared once the text is in the file.
 */
export class JournalWriter {
  readonly #engine: ReplaceableClient<EngineContract>;
  readonly #delay: number;
  readonly #entry: () => WrittenEntry;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Increments when the text needs no journal any more. */
  #turn = 0;
  /** Whether the journal has the text that was sent last. */
  #told: Promise<boolean> = Promise.resolve(false);

  constructor(engine: ReplaceableClient<EngineContract>, delay: number, entry: () => WrittenEntry) {
    this.#engine = engine;
    this.#delay = delay;
    this.#entry = entry;
  }

  /** The text changed. The first call starts the timer; further ones do not restart it. */
  touch(): void {
    this.#timer ??= setTimeout(() => this.#tell(), this.#delay);
  }

  /** Resolves when nothing waits any more, to whether the journal has the current text. */
  async flush(): Promise<boolean> {
    if (this.#timer !== undefined) this.#tell();
    const told = this.#told;
    const isThere = await told;
    return told === this.#told && this.#timer === undefined ? isThere : this.flush();
  }

  /** The text is in the file, or the author discarded it. */
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
        // Sent again, since the engine no longer had it: by now the text may need no journal.
        if (turn === this.#turn) await this.#engine.call("journal.write", { id, path, frontMatter, body });
      });
      return turn === this.#turn;
    } catch {
      // The save fails a second later for the same reason, and shows it: a full disk, or an engine that is
      // being replaced.
      return false;
    }
  }
}
