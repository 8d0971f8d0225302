import { createStore, type StoreApi } from "zustand/vanilla";
import type { FoundWords, JournalEntry } from "#contract/types/blog-types.ts";
import type { Client } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError } from "#contract/errors.ts";
import { type FoundDraft, foundDraft } from "../drafts/found-drafts.ts";
import type { NoticeDraft } from "../notice-draft.ts";
import type { SettingsDraft } from "../blog-settings/settings-draft.ts";
import type { DocumentStore } from "./document-store.ts";
import { isOfThisPage } from "./journal-id.ts";

/** Texts and changes that a crash or a closed window left in the journal. The author decides about each. */
export interface RecoveryState {
  readonly entries: readonly FoundWords[];
}

/** The sheets into which recovered changes can be restored. */
export interface RestoringSheets {
  readonly settings: Pick<SettingsDraft, "restore" | "flush">;
  readonly notices: Pick<NoticeDraft, "restore" | "flush">;
}

/** Offers the texts and changes that a crash or a closed window left unsaved. */
export class Recovery {
  readonly store: StoreApi<RecoveryState> = createStore(() => ({ entries: [] }));
  readonly #engine: Client<EngineContract>;
  readonly #documents: DocumentStore;
  readonly #sheets: RestoringSheets;

  constructor(engine: Client<EngineContract>, documents: DocumentStore, sheets: RestoringSheets) {
    this.#engine = engine;
    this.#documents = documents;
    this.#sheets = sheets;
  }

  /** Loads the unsaved texts and changes from the engine's journal. */
  async load(): Promise<void> {
    const entries = await this.#engine.call("journal.recover", {});
    // Leaves out entries that were written after this page was loaded, because their text is on screen.
    this.store.setState({ entries: entries.filter(({ id }) => !isOfThisPage(id)) });
  }

  /**
   * Restores a text into its post, or into a new post if the file no longer exists.
   * Restores a sheet's changes into the sheet. Resolves with the sheet's name, or null for a text.
   */
  async restore(entry: JournalEntry): Promise<"blog-settings" | "notices" | null> {
    const draft = foundDraft(entry);
    const isStored = await (draft ? this.#putIntoSheet(draft) : this.#putBack(entry));
    // The journal entry is deleted only when the text is safe in a file or another entry.
    if (isStored) await this.#engine.call("journal.clear", { id: entry.id });
    this.#settle(entry);
    if (!draft) return null;
    // Loads the journal again, because `restore` may have put other unsaved changes of the sheet into it.
    await this.load();
    return draft.kind === "settings" ? "blog-settings" : "notices";
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

  /** Resolves with true if this page's own journal entry contains the restored changes. */
  async #putIntoSheet(draft: FoundDraft): Promise<boolean> {
    if (draft.kind === "settings") await this.#sheets.settings.restore(draft.changes);
    else await this.#sheets.notices.restore(draft.changes);
    return this.#sheets[draft.kind].flush();
  }

  #settle(entry: JournalEntry): void {
    this.store.setState(({ entries }) => ({ entries: entries.filter((other) => other.id !== entry.id) }));
  }
}
