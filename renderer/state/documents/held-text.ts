import { createStore, type StoreApi } from "zustand/vanilla";
import type { EngineContract } from "#contract/engine-contract.ts";
import { newJournalId } from "./journal-id.ts";
import { JournalWriter } from "./journal-writer.ts";
import type { ReplaceableClient } from "../replaceable-client.ts";

/**
 * Text that was typed into a sheet and is in no file yet.
 * The text stays when the sheet closes, and is also in the journal.
 */
export class HeldText {
  readonly store: StoreApi<{ readonly text: string }> = createStore(() => ({ text: "" }));
  readonly #engine: ReplaceableClient<EngineContract>;
  readonly #delay: number;
  #journal: JournalWriter;

  constructor(engine: ReplaceableClient<EngineContract>, delay = 400) {
    this.#engine = engine;
    this.#delay = delay;
    this.#journal = this.#newJournal();
    engine.onReplaced(() => {
      if (this.text !== "") this.#journal.touch();
    });
  }

  get text(): string {
    return this.store.getState().text;
  }

  write(text: string): void {
    if (text === this.text) return;
    this.store.setState({ text });
    if (text === "") void this.clear();
    else this.#journal.touch();
  }

  /** Resolves when the journal contains the text. Never rejects. */
  async flush(): Promise<void> {
    await this.#journal.flush();
  }

  /**
   * Removes the text, because a file contains it or the author discarded it.
   * If the text begins with `contained`, removes only this beginning. Otherwise, removes nothing.
   */
  async clear(contained = this.text): Promise<void> {
    const { text } = this;
    const left = text.startsWith(contained) ? text.slice(contained.length).trimStart() : text;
    const journal = this.#journal;
    // Text typed after the removal is a new text with a separate journal entry.
    this.#journal = this.#newJournal();
    this.store.setState({ text: left });
    if (left !== "") this.#journal.touch();
    await journal.clear();
  }

  #newJournal(): JournalWriter {
    const id = newJournalId(`new:${crypto.randomUUID()}`);
    return new JournalWriter(this.#engine, this.#delay, () => ({
      id,
      path: null,
      frontMatter: "",
      body: this.text,
      revision: null,
    }));
  }
}
