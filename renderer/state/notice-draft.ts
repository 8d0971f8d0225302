import { createStore, type StoreApi } from "zustand/vanilla";
import type { EditedNotice, Notice } from "#contract/types/blog-types.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError } from "#contract/errors.ts";
import { DraftJournal } from "./drafts/draft-journal.ts";
import type { NoticeChanges } from "./drafts/found-drafts.ts";
import { keepError } from "./keep-error.ts";
import type { ReplaceableClient } from "./replaceable-client.ts";

/** A notice being edited. `key` identifies the notice even if it is moved. */
export interface DraftNotice extends EditedNotice {
  readonly key: number;
  /** Whether readers see the time at which the notice was last changed. */
  readonly dated: boolean;
}

export interface NoticeDraftState {
  /** The notices, or null until they are loaded. */
  readonly notices: readonly DraftNotice[] | null;
  readonly changed: boolean;
  readonly error: AppError | null;
}

/** The notices in `blog.yaml`, and the hash of this file. */
interface StoredNotices {
  readonly notices: readonly Notice[];
  readonly hash: string;
}

/**
 * The blog's notices being edited.
 * Unsaved changes stay when the sheet closes, and the journal keeps them when the window closes.
 */
export class NoticeDraft {
  readonly store: StoreApi<NoticeDraftState> = createStore(() => ({
    notices: null,
    changed: false,
    error: null,
  }));
  readonly #engine: ReplaceableClient<EngineContract>;
  readonly #journal: DraftJournal;
  #saved: readonly Notice[] = [];
  #hash = "";
  #keys = 0;

  constructor(engine: ReplaceableClient<EngineContract>) {
    this.#engine = engine;
    this.#journal = new DraftJournal(engine, "notices", () => JSON.stringify(this.#changes()));
  }

  /** Loads the notices from `blog.yaml`, unless there are unsaved changes. Never rejects. */
  async load(): Promise<void> {
    if (this.store.getState().changed) return;
    await keepError(this.store, async () => this.#take(await this.#engine.call("notices.read", {})));
  }

  add(): void {
    const added: DraftNotice = { key: this.#keys++, from: null, text: "", dated: true };
    this.#change([...this.#notices, added]);
  }

  edit(key: number, changes: Partial<Pick<DraftNotice, "text" | "dated" | "at" | "until">>): void {
    this.#change(this.#notices.map((notice) => (notice.key === key ? { ...notice, ...changes } : notice)));
  }

  remove(key: number): void {
    this.#change(this.#notices.filter((notice) => notice.key !== key));
  }

  /** Moves a notice up (-1) or down (1). */
  move(key: number, by: -1 | 1): void {
    const notices = [...this.#notices];
    const at = notices.findIndex((notice) => notice.key === key);
    const [moved] = notices.splice(at, 1);
    if (moved) notices.splice(Math.max(0, at + by), 0, moved);
    this.#change(notices);
  }

  /**
   * Returns the notices to save, without empty ones.
   * New and changed notices get the time `now`, which is in the blog's time zone.
   */
  toSave(now: string): EditedNotice[] {
    return this.#notices
      .filter(({ text }) => text.trim() !== "")
      .map((notice) => {
        const { text, until = "", from } = notice;
        const at = this.stampOf(notice) ?? now;
        return {
          text,
          ...(notice.dated ? { at } : {}),
          ...(until === "" ? {} : { until }),
          from,
        };
      });
  }

  /**
   * Returns the time of a dated notice.
   * Returns null for a new or changed notice, because saving gives such a notice a new time.
   */
  stampOf({ from, text, at }: DraftNotice): string | null {
    const before = from === null ? undefined : this.#saved[from];
    return at === undefined || at === "" || (before?.at === at && before.text !== text) ? null : at;
  }

  /** Writes the notices into `blog.yaml` and resolves with true if that succeeded. Never rejects. */
  async save(now: string): Promise<boolean> {
    const before = this.#notices;
    const notices = this.toSave(now);
    return keepError(this.store, async () => {
      try {
        this.#takeSaved(before, await this.#engine.call("notices.save", { notices, baseHash: this.#hash }));
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== "blog.settingsChanged") throw error;
        const theirs = await this.#engine.call("notices.read", {});
        // Saves again if another program has changed only other parts of the file.
        if (JSON.stringify(theirs.notices) !== JSON.stringify(this.#saved)) throw error;
        const saved = await this.#engine.call("notices.save", { notices, baseHash: theirs.hash });
        this.#takeSaved(before, saved);
      }
    });
  }

  /** Discards unsaved changes and loads the notices from the file. */
  async discard(): Promise<void> {
    this.store.setState({ changed: false });
    this.#journal.update(false);
    await this.load();
  }

  /** Writes unsaved changes into the journal now. Resolves with true if the journal contains them. */
  flush(): Promise<boolean> {
    return this.#journal.flush();
  }

  /**
   * Restores changes from the journal as unsaved changes.
   * First copies unsaved changes of this window into a separate journal entry. Rejects if that fails.
   */
  async restore({ saved, hash, notices }: NoticeChanges): Promise<void> {
    await this.#journal.putAside();
    this.#saved = saved;
    this.#hash = hash;
    this.#change(notices.map((notice) => ({ ...notice, key: this.#keys++ })));
  }

  #changes(): NoticeChanges {
    const notices = this.#notices.map(({ key: _, ...notice }) => notice);
    return { saved: [...this.#saved], hash: this.#hash, notices };
  }

  get #notices(): readonly DraftNotice[] {
    return this.store.getState().notices ?? [];
  }

  #change(notices: readonly DraftNotice[]): void {
    this.store.setState({ notices, changed: true, error: null });
    this.#journal.update(true);
  }

  /** Stores the saved notices. Changes that the author has made since `before` stay as unsaved changes. */
  #takeSaved(before: readonly DraftNotice[], saved: StoredNotices): void {
    const drafts = this.#notices;
    this.#take(saved);
    if (drafts === before) return;
    const written = before.filter(({ text }) => text.trim() !== "");
    const follow = ({ at, ...draft }: DraftNotice): DraftNotice => {
      const from = written.findIndex(({ key }) => key === draft.key);
      // Takes the saved time, unless the author has changed the time since.
      const time = from >= 0 && at === written[from]?.at ? saved.notices[from]?.at : at;
      return { ...draft, from: from < 0 ? null : from, ...(time === undefined ? {} : { at: time }) };
    };
    this.#change(drafts.map(follow));
  }

  #take({ notices, hash }: StoredNotices): void {
    this.#saved = notices;
    this.#hash = hash;
    const drafts = notices.map((notice, from) => ({
      ...notice,
      from,
      key: this.#keys++,
      dated: notice.at !== undefined,
    }));
    this.store.setState({ notices: drafts, changed: false, error: null });
    this.#journal.update(false);
  }
}
