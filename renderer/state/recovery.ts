import { createStore, type StoreApi } from "zustand/vanilla";
import type { JournalEntry } from "#contract/blog-types.ts";
import type { Client } from "#contract/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import type { Documents } from "./document-store.ts";

/** Words that a crash left in the journal and the author has not decided about. */
export interface RecoveryState {
  readonly entries: readonly JournalEntry[];
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
    this.store.setState({ entries: await this.#engine.call("journal.recover", {}) });
  }

  /** Puts the words back: into their post, or into a new one when there was no file yet. */
  async restore(entry: JournalEntry): Promise<void> {
    const { path, frontMatter, body } = entry;
    if (path === null) {
      await this.#documents.create({ kind: "post", frontMatter, body });
      await this.#engine.call("journal.clear", { id: entry.id });
    } else {
      await this.#documents.restore(path, frontMatter, body);
    }
    this.#settle(entry);
  }

  /** Gives the words up. */
  async discard(entry: JournalEntry): Promise<void> {
    await this.#engine.call("journal.clear", { id: entry.id });
    this.#settle(entry);
  }

  #settle(entry: JournalEntry): void {
    this.store.setState(({ entries }) => ({ entries: entries.filter((other) => other.id !== entry.id) }));
  }
}
