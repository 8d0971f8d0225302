import type { JournalEntry } from "#contract/types/blog-types.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import type { ReplaceableClient } from "../replaceable-client.ts";
import { callWithBody, type EditedBody } from "./body-revision.ts";

/** The current text of a document, as written into the journal. */
type WrittenEntry = Omit<JournalEntry, "at" | "body"> & EditedBody;

/** Writes the text of one document into the engine's journal within `delay` milliseconds of a key press. */
export class JournalWriter {
  readonly #engine: ReplaceableClient<EngineContract>;
  readonly #delay: number;
  readonly #entry: () => WrittenEntry;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Increases when the journal entry is deleted, so that an earlier write does not restore the entry. */
  #turn = 0;
  /** Resolves with true if the last write has put its text into the journal. */
  #sent: Promise<boolean> = Promise.resolve(false);

  constructor(engine: ReplaceableClient<EngineContract>, delay: number, entry: () => WrittenEntry) {
    this.#engine = engine;
    this.#delay = delay;
    this.#entry = entry;
  }

  /** Must be called after a change. The text is written `delay` milliseconds after the first change. */
  touch(): void {
    this.#timer ??= setTimeout(() => this.#send(), this.#delay);
  }

  /** Writes changed text now, and resolves with true if the journal contains the current text. */
  async flush(): Promise<boolean> {
    if (this.#timer !== undefined) this.#send();
    const sent = this.#sent;
    const isThere = await sent;
    return sent === this.#sent && this.#timer === undefined ? isThere : this.flush();
  }

  /** Deletes the entry, because the file contains the text or the author discarded it. */
  async clear(): Promise<void> {
    this.#stop();
    this.#turn += 1;
    const { id } = this.#entry();
    this.#sent = Promise.resolve(false);
    await this.#engine.call("journal.clear", { id }).catch(() => undefined);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #send(): void {
    this.#stop();
    this.#sent = this.#write();
  }

  async #write(): Promise<boolean> {
    const { id, path, frontMatter, ...written } = this.#entry();
    const turn = this.#turn;
    try {
      await callWithBody(this.#engine, written, async (body) => {
        // Writes nothing if the journal entry was deleted before `callWithBody` repeats the call.
        if (turn === this.#turn) await this.#engine.call("journal.write", { id, path, frontMatter, body });
      });
      return turn === this.#turn;
    } catch {
      // No error is shown here, because the next save fails for the same reason and shows its error.
      return false;
    }
  }
}
