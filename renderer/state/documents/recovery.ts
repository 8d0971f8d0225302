import { createStore, type StoreApi } from "zustand/vanilla";
import type { FoundWords, JournalEntry } from "#contract/types/blog-types.ts";
import type { Client } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError } from "#contract/errors.ts";
import type { Documents } from "./document-store.ts";
import { isOfThisPage } from "./journal-id.ts";

/** Words that a crash left in the journal and the author has not decided about. */
export interface RecoveryState {
  readonly entries: readonly FoundWords[];
}

/** Offers what was written but not saved before the program ended without warning. */
export class Recovery {
  readonly store: StoreApi<RecoveryState> = createStore(() => ({ entries: [] }));
  readonly #engine: Client<EngineContract>;
  readonly #documents: Documents;

  constructor(engine: Client<EngineContract>, documents: Documents) {
    this.#engine = engine;
    this.#documents = documents;
  }

  /** Asks the engine what there is. */
  async load(): Promise<void> {
    const entries = await this.#engine.call("journal.recover", {});
    // Somebody who types at once has words in the journal that are on screen.
    this.store.setState({ entries: entries.filter(({ id }) => !isOfThisPage(id)) });
  }

  /** Puts the words back: into their post, or into a new one when there is no file of it. */
  async restore(entry: JournalEntry): Promise<void> {
    // The entry goes when the words are safe in another place, not before: two offers are better than none.
    if (await this.#putBack(entry)) await this.#engine.call("journal.clear", { id: entry.id });
    this.#settle(entry);
  }

  /** Gives the words up. */
  async discard(entry: JournalEntry): Promise<void> {
    await this.#engine.call("journal.clear", { id: entry.id });
    this.#settle(entry);
  }

  /** Resolves to whether file or journal of this run have the words. */
  async #putBack({ path, frontMatter, body }: JournalEntry): Promise<boolean> {
    try {
      if (path !== null) return await this.#documents.restore(path, frontMatter, body);
    } catch (error) {
      // Its file went away meanwhile: the words do not.
      if (!(error instanceof AppError && error.code === "file.notFound")) throw error;
    }
    await this.#documents.create({ kind: "post", frontMatter, body });
    return true;
  }

  #settle(entry: JournalEntry): void {
    this.store.setState(({ entries }) => ({ entries: entries.filter((other) => other.id !== entry.id) }));
  }
}
