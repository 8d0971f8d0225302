import type { EngineContract } from "#contract/engine-contract.ts";
import { type DraftKind, draftId, ownDraftId } from "../documents/journal-id.ts";
import { JournalWriter } from "../documents/journal-writer.ts";
import type { ReplaceableClient } from "../replaceable-client.ts";

/** Time from a change until it is in the journal, in milliseconds. */
const delayMs = 400;

/**
 * Keeps the unsaved changes of a sheet in the journal until they are saved or discarded.
 * After the window has closed, the next start offers the changes to the author, as it offers unsaved text.
 */
export class DraftJournal {
  readonly #engine: ReplaceableClient<EngineContract>;
  readonly #kind: DraftKind;
  readonly #contents: () => string;
  readonly #journal: JournalWriter;
  #isChanged = false;

  /** `contents` returns the unsaved changes, and is called `delayMs` after a change. */
  constructor(engine: ReplaceableClient<EngineContract>, kind: DraftKind, contents: () => string) {
    this.#engine = engine;
    this.#kind = kind;
    this.#contents = contents;
    const id = ownDraftId(kind);
    this.#journal = new JournalWriter(engine, delayMs, () => ({
      id,
      path: null,
      frontMatter: "",
      body: this.#isChanged ? contents() : "",
      revision: null,
    }));
    engine.onReplaced(() => {
      if (this.#isChanged) this.#journal.touch();
    });
  }

  /** Must be called after each change. Without unsaved changes, removes the entry from the journal. */
  update(isChanged: boolean): void {
    const wasChanged = this.#isChanged;
    this.#isChanged = isChanged;
    if (isChanged) this.#journal.touch();
    else if (wasChanged) void this.#journal.clear();
  }

  /** Resolves with true if the journal contains the unsaved changes. */
  flush(): Promise<boolean> {
    return this.#journal.flush();
  }

  /**
   * Copies the unsaved changes into a separate journal entry before other changes replace them.
   * The program offers the copied changes to the author later, as it does after a crash.
   */
  async putAside(): Promise<void> {
    if (!this.#isChanged) return;
    const id = draftId(this.#kind, crypto.randomUUID());
    await this.#engine.call("journal.write", { id, path: null, frontMatter: "", body: this.#contents() });
  }
}
