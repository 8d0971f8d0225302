import type { JournalEntry } from "#contract/blog-types.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import type { ReplaceableClient } from "./replaceable-client.ts";
import { SingleFlight } from "./single-flight.ts";
import { tellBody, type WrittenBody } from "./tell-body.ts";

/** The words of a document as they are now. */
type WrittenEntry = Omit<JournalEntry, "at" | "body"> & WrittenBody;

/**
 * Keeps the words of one document in the engine's journal: written at most `delay` ms after a keystroke, one write in
 * flight, the newest text waiting; cleared once they are in the file.
 */
export class JournalWriter {
  readonly #engine: ReplaceableClient<EngineContract>;
  readonly #delay: number;
  readonly #entry: () => WrittenEntry;
  readonly #flight = new SingleFlight(() => this.#send());
  #timer: ReturnType<typeof setTimeout> | undefined;
  #clear = false;
  #isWritten = false;

  constructor(engine: ReplaceableClient<EngineContract>, delay: number, entry: () => WrittenEntry) {
    this.#engine = engine;
    this.#delay = delay;
    this.#entry = entry;
  }

  /** The words changed. The first call starts the clock; further ones do not put it back. */
  touch(): void {
    this.#clear = false;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#flight.run();
    }, this.#delay);
  }

  /** Resolves when nothing waits any more, to whether the journal has the words that are there now. */
  async flush(): Promise<boolean> {
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      void this.#flight.run();
    }
    await this.#flight.settled();
    return this.#isWritten;
  }

  /** The words are in the file, or the author gave them up. */
  async clear(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#clear = true;
    await this.#flight.run();
  }

  async #send(): Promise<void> {
    const { id, path, frontMatter, ...written } = this.#entry();
    try {
      if (this.#clear) await this.#engine.call("journal.clear", { id });
      else {
        await tellBody(this.#engine, written, (body) =>
          this.#engine.call("journal.write", { id, path, frontMatter, body }),
        );
      }
      this.#isWritten = true;
    } catch {
      this.#isWritten = false;
      // A journal that cannot be written has the cause that the save meets a second later, and that is shown: a full
      // disk, or an engine that is being replaced.
    }
  }
}
