import { createStore, type StoreApi } from "zustand/vanilla";
import type { FoundWords, JournalEntry } from "#contract/types/blog-types.ts";
import type { Client } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError } from "#contract/errors.ts";
import type { Documents } from "./document-store.ts";
import { isOfThisPage } from "./journal-id.ts";

/** Text that a crash left in the journal, until the author has decided about it. */
export interface RecoveryState {
  readonly entries: readonly FoundWords[];
}

/** Offers text that was written but not saved before a crash. */
export class Recovery {
  readonly store: StoreApi<RecoveryState> = createStore(() => ({ entries: [] }));
  readonly #engine: Client<EngineContract>;
  readonly #documents: Documents;

  constructor(engine: Client<EngineContract>, documents: Documents) {
    this.#engine = engine;
    this.#documents = documents;
  }

  /** Loads the entries from the engine. */
  async load(): Promise<void> {
    const entries = await this.#engine.call("journal.recover", {});
    // Text typed right after the start is in the journal, too, but it is on screen.
    this.store.setState({ entries: entries.filter(({ id }) => !isOfThisPage(id)) });
  }

  /** Restores the text: into its post, or into a new one if the file does not exist. */
  async restore(entry: JournalEntry): Promise<void> {
    // The entry is cleared only when the text is safe elsewhere: two offers are better than none.
    if (await this.#putBack(entry)) await this.#engine.call("journal.clear", { id: entry.id });
    this.#settle(entry);
  }

  /** Discards the text. */
  async discard(entry: JournalEntry): Promise<void> {
    await this.#engine.call("journal.clear", { id: entry.id });
    this.#settle(entry);
  }

  /** Resolves to whether the file or the journal of this run has the text. */
  async #putBack({ path, frontMatter, body }: JournalEntry): Promise<boolean> {
    try {
      if (path !== null) return await this.#documents.restore(path, frontMatter, body);
    } catch (error) {
      // The file was deleted meanwhile; the text is restored all the same.
      if (!(error instanceof AppError && error.code === "file.notFound")) throw error;
    }
    await this.#documents.create({ kind: "post", frontMatter, body });
    return true;
  }

  #settle(entry: JournalEntry): void {
    this.store.setState(({ entries }) => ({ entries: entries.filter((other) => other.id !== entry.id) }));
  }
}
