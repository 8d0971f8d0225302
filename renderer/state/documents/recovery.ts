import { createStore, type StoreApi } from "zustand/vanilla";
import type { FoundWords, JournalEntry } from "#contract/types/blog-types.ts";
import type { Client } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError } from "#contract/errors.ts";
import type { Documents } from "./document-store.ts";
import { isOfThisPage } from "./journal-id.ts";

/** Texts that a crash left in the journal and that wait for the author's decision. */
export interface RecoveryState {
  readonly entries: readonly FoundWords[];
}

/** Offers the author texts that were typed but not saved before a crash. */
export class Recovery {
  readonly store: StoreApi<RecoveryState> = createStore(() => ({ entries: [] }));
  readonly #engine: Client<EngineContract>;
  readonly #documents: Documents;

  constructor(engine: Client<EngineContract>, documents: Documents) {
    this.#engine = engine;
    this.#documents = documents;
  }

  /** Loads the texts that a crash left in the engine's journal. */
  async load(): Promise<void> {
    const entries = await this.#engine.call("journal.recover", {});
    // Leaves out text that was typed after the page was loaded, because this text is on screen.
    this.store.setState({ entries: entries.filter(({ id }) => !isOfThisPage(id)) });
  }

  /** Restores a text into its post, or into a new post if the file no longer exists. */
  async restore(entry: JournalEntry): Promise<void> {
    // The journal entry is deleted only when the text is safe in a file or another entry.
    if (await this.#putBack(entry)) await this.#engine.call("journal.clear", { id: entry.id });
    this.#settle(entry);
  }

  async discard(entry: JournalEntry): Promise<void> {
    await this.#engine.call("journal.clear", { id: entry.id });
    this.#settle(entry);
  }

  /** Puts a text into its post or a new post. Resolves with true if the text is stored there. */
  async #putBack({ path, frontMatter, body }: JournalEntry): Promise<boolean> {
    try {
      if (path !== null) return await this.#documents.restore(path, frontMatter, body);
    } catch (error) {
      // The file was deleted meanwhile, so the text becomes a new post.
      if (!(error instanceof AppError && error.code === "file.notFound")) throw error;
    }
    await this.#documents.create({ kind: "post", frontMatter, body });
    return true;
  }

  #settle(entry: JournalEntry): void {
    this.store.setState(({ entries }) => ({ entries: entries.filter((other) => other.id !== entry.id) }));
  }
}
