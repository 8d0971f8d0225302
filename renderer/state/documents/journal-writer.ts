import type { JournalEntry } from "#contract/types/blog-types.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import type { ReplaceableClient } from "../replaceable-client.ts";
import { callWithBody, type EditedBody } from "./body-revision.ts";

/** The entry that is written into the journal: the current text of a document. */
type WrittenEntry = Omit<JournalEntry, "at" | "body"> & EditedBody;

/**
 * Writes the text of one document into the engine's journal, at most `delay` milliseconds after a key press,
 * even if earlier writes are still running. The entry is deleted once the text is in the file.
 */
export class JournalWriter {
  readonly #engine: ReplaceableClient<EngineContract>;
  readonly #delay: number;
  readonly #entry: () => WrittenEntry;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /**
   * Incremented whenever the entry is deleted. A write that began before the deletion must not restore the
   * entry.
   */
  #turn = 0;
  /** Resolves with true if the last write has put its text into the journal. */
  #sent: Promise<boolean> = Promise.resolve(false);

  constructor(engine: ReplaceableClient<EngineContract>, delay: number, entry: () => WrittenEntry) {
    this.#engine = engine;
    this.#delay = delay;
    this.#entry = entry;
  }

  /**
   * Call this when the text changed. The text is written `delay` milliseconds after the first call; further
   * calls until then do not postpone the write.
   */
  touch(): void {
    this.#timer ??= setTimeout(() => this.#send(), this.#delay);
  }

  /**
   * Writes the text now if it has changed. When no write is running any more, resolves with true if the
   * journal contains the current text.
   */
  async flush(): Promise<boolean> {
    if (this.#timer !== undefined) this.#send();
    const sent = this.#sent;
    const isThere = await sent;
    return sent === this.#sent && this.#timer === undefined ? isThere : this.flush();
  }

  /** Deletes the entry, because the text is in the file or the author discarded it. */
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
        // If the engine no longer has the earlier text, `callWithBody` calls this a second time. The entry
        // may have been deleted since the first call.
        if (turn === this.#turn) await this.#engine.call("journal.write", { id, path, frontMatter, body });
      });
      return turn === this.#turn;
    } catch {
      // The save a second later fails for the same reason (a full disk, or an engine that is being
      // restarted), and the author then sees the error of the save.
      return false;
    }
  }
}
