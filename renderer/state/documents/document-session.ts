import type { FrontMatterItem, PostDocument, PropertyChanges } from "#contract/types/blog-types.ts";
import type { CallOutput } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError, toAppError } from "#contract/errors.ts";
import { BodyRevision, EditorBody, type TypedEdit } from "./body-revision.ts";
import { FrontMatterEdits, withChanges } from "./front-matter-edits.ts";
import { newJournalId } from "./journal-id.ts";
import { JournalWriter } from "./journal-writer.ts";
import {
  isReadOnly,
  isUnsaved,
  type OpenDocument,
  openedDocument,
  withConfirmed,
  withEdit,
  withFile,
  withFileChanged,
  withFileMoved,
  withOvertakenSave,
  withSaved,
  wordsToSave,
} from "./open-document.ts";
import type { ReplaceableClient } from "../replaceable-client.ts";
import { type SessionDelays, SaveTimer } from "./save-timer.ts";
import { SingleFlight } from "../single-flight.ts";

/** The updated links to a renamed file, and the links that could not be updated. */
export type FollowedLinks = Omit<CallOutput<EngineContract, "post.rename">, "file">;

/** One open document: its journal, its automatic saving, and changes that other programs make. */
export class DocumentSession {
  readonly #engine: ReplaceableClient<EngineContract>;
  readonly #onChange: (document: OpenDocument) => void;
  readonly #journal: JournalWriter;
  readonly #edits: FrontMatterEdits;
  readonly #saving = new SingleFlight(() => this.#save());
  readonly #timer: SaveTimer;
  #document: OpenDocument;
  /** The rename in progress. A save waits for its end, so that the text is saved under the new path. */
  #renaming: Promise<unknown> = Promise.resolve();
  #force = false;
  #composing = false;
  readonly #inEditor = new EditorBody();
  /** Work that waits until the IME composition ends. */
  readonly #afterComposition: (() => void)[] = [];

  constructor(
    engine: ReplaceableClient<EngineContract>,
    file: PostDocument,
    delays: SessionDelays,
    onChange: (document: OpenDocument) => void,
  ) {
    this.#engine = engine;
    this.#timer = new SaveTimer(delays, () => this.#unlessComposing(() => void this.save()));
    this.#onChange = onChange;
    this.#document = openedDocument(file);
    const id = newJournalId(file.path);
    this.#journal = new JournalWriter(engine, delays.journal, () => {
      const { path, frontMatter, body, revision } = this.#document;
      return { id, path, frontMatter, body, revision };
    });
    this.#edits = new FrontMatterEdits(engine, {
      read: () => ({ path: this.#document.path, frontMatter: this.#document.frontMatter }),
      write: (outcome) => this.#edit(outcome),
    });
  }

  get document(): OpenDocument {
    return this.#document;
  }

  editBody(body: string): void {
    if (body !== this.#document.body) this.#edit({ body, revision: BodyRevision.of(body) });
  }

  /** Applies a change that the editor made to the body. */
  type(typed: TypedEdit): void {
    const next = this.#inEditor.after(this.#document, typed);
    if (next) this.#edit({ body: next.text, revision: next });
    else this.editBody(typed.whole() ?? this.#document.body);
  }

  editProperties(changes: PropertyChanges, items: readonly FrontMatterItem[] = []): void {
    if (isReadOnly(this.#document)) return;
    this.#edit({ properties: withChanges(this.#document.properties, changes) });
    this.#edits.edit(changes, items);
  }

  setFrontMatter(frontMatter: string): void {
    if (isReadOnly(this.#document)) return;
    this.#edit({ frontMatter });
    this.#edits.edit({});
  }

  setComposing(composing: boolean): void {
    this.#composing = composing;
    if (composing) return;
    for (const work of this.#afterComposition.splice(0)) work();
  }

  /** Sets whether the author sees the document. Texts of other documents are not merged. */
  setOnScreen(isOnScreen: boolean): void {
    if (this.#document.isOnScreen !== isOnScreen) this.#document = { ...this.#document, isOnScreen };
  }

  /** Closes the message that texts were merged. */
  readonly closeMerged = (): void => this.#set({ ...this.#document, isMerged: false });

  /** Writes unsaved text to the file. If that fails, writes the text to the journal. Never rejects. */
  async save(): Promise<void> {
    this.#timer.stop();
    await this.#saving.run();
    // The window may close now, so at least the journal must contain the text.
    if (isUnsaved(this.#document)) await this.#journal.flush();
  }

  /**
   * Saves the document, renames its file, and resolves with the links to the file (`FollowedLinks`).
   * Rejects with an `AppError`.
   */
  async rename(to: string): Promise<FollowedLinks> {
    await this.save();
    const { save, path, version } = this.#document;
    if (isUnsaved(this.#document))
      throw save.kind === "failed" ? save.error : new AppError("post.conflict", { path });
    const renaming = this.#rename(path, to, version);
    this.#renaming = renaming.catch(() => undefined);
    return renaming;
  }

  /**
   * Replaces the text with the text of a journal entry, and saves the new text like typed text.
   * Resolves with true if the text is in the journal of this window. Does not wait for the save.
   */
  async restore(frontMatter: string, body: string): Promise<boolean> {
    if (isReadOnly(this.#document)) return false;
    // The editor loads the text when `bodyRevision` changes, so one edit sets both text and `bodyRevision`.
    this.#edit({ frontMatter, body, bodyRevision: this.#document.bodyRevision + 1 });
    this.#edits.edit({});
    return this.#journal.flush();
  }

  /** Updates a document that was shown from a stored copy with the file that the engine has opened. */
  confirm(file: PostDocument): void {
    this.#unlessComposing(() => this.#take(withConfirmed(this.#document, file)));
  }

  /** Applies a change that another program made to the file. Unsaved text may cause a conflict. */
  fileChanged(file: PostDocument): void {
    this.#unlessComposing(() => {
      this.#force = false;
      this.#take(withFileChanged(this.#document, file));
    });
  }

  /** Applies the new path after another program renamed the file. */
  fileMoved(file: PostDocument): void {
    this.#unlessComposing(() => this.#take(withFileMoved(this.#document, file)));
  }

  /** Must be called after another program deleted the file. Adds the file's last text to the history. */
  fileRemoved(): void {
    const { path, base } = this.#document;
    const { frontMatter, body } = base;
    this.#set({ ...this.#document, removed: true, save: { kind: "unsaved" } });
    this.#engine.call("history.keep", { path, frontMatter, body }).catch(() => undefined);
  }

  /**
   * Resolves a conflict: the text of the file replaces the text on screen.
   * Stores the text on screen in the history.
   */
  async takeTheirs(): Promise<void> {
    const { path, frontMatter, body, conflict } = this.#document;
    if (!conflict) return;
    await this.#engine.call("history.keep", { path, frontMatter, body });
    // If the author typed while the history was written, starts again with the new text.
    if (this.#document.body !== body || this.#document.frontMatter !== frontMatter) return this.takeTheirs();
    this.#set(withFile(this.#document, this.#document.conflict ?? conflict));
    await this.#journal.clear();
  }

  /** Resolves a conflict: the file gets the text on screen. A deleted file is created again. */
  keepMine(): Promise<void> {
    this.#force = true;
    return this.save();
  }

  /** Must be called when a failed save may succeed now. Saves again at once, without waiting for the timer. */
  retry(): void {
    if (this.#document.save.kind === "failed") this.#unlessComposing(() => void this.save());
  }

  /** Must be called after a restart of the engine. Writes unsaved text to the journal and the file. */
  engineReplaced(): void {
    if (!isUnsaved(this.#document)) return;
    this.#edits.edit({});
    this.#journal.touch();
    this.#timer.touch();
  }

  /** Stops all timers and deletes the journal entry of a document that is closed without being saved. */
  async discard(): Promise<void> {
    this.#timer.stop();
    await this.#journal.clear();
  }

  #edit(changes: Parameters<typeof withEdit>[1]): void {
    if (isReadOnly(this.#document)) return;
    this.#set(withEdit(this.#document, changes));
    this.#journal.touch();
    this.#timer.touch();
  }

  #set(document: OpenDocument): void {
    this.#document = document;
    this.#onChange(document);
  }

  /** Replaces the document after its file changed. After a merge, the history keeps the author's version. */
  #take(next: OpenDocument): void {
    const { path, frontMatter, body } = this.#document;
    const isOther = next.frontMatter !== frontMatter || next.body !== body;
    const isMerge = isOther && isUnsaved(this.#document);
    this.#set(next);
    if (!isUnsaved(next)) return;
    this.#timer.touch();
    this.#journal.touch();
    if (!isMerge) return;
    // Reads the properties from the merged front matter.
    this.#edits.edit({});
    // If the text could not be stored, the message about the merge does not name the history.
    const stored = (): void => this.#set({ ...this.#document, isMineInHistory: true });
    this.#engine.call("history.keep", { path, frontMatter, body }).then(stored, () => undefined);
  }

  #unlessComposing(work: () => void): void {
    if (this.#composing) this.#afterComposition.push(work);
    else work();
  }

  async #rename(path: string, to: string, version: number): Promise<FollowedLinks> {
    const { file, ...followed } = await this.#engine.call("post.rename", { path, to });
    const before = this.#document;
    this.#set(withSaved(before, file, version));
    // Takes the body from the file if the renaming changed it, for instance a link of the post to itself.
    if (before.version === version && file.body !== before.body) this.#set(withFile(this.#document, file));
    return followed;
  }

  async #save(): Promise<void> {
    await this.#renaming;
    await this.#edits.settled();
    // Saves the text in the editor if it differs from the body, because the author sees this text.
    this.editBody(this.#inEditor.wholeOf(this.#document) ?? this.#document.body);
    const force = this.#force;
    this.#force = false;
    const { removed, conflict, save, hash, version } = this.#document;
    if ((removed || conflict) && !force) return;
    if (isReadOnly(this.#document) || (!isUnsaved(this.#document) && !removed)) return;
    // A failure stays on screen until a save succeeds. Otherwise, retries would make the message flicker.
    if (save.kind !== "failed") this.#set({ ...this.#document, save: { kind: "saving" } });
    const words = wordsToSave(this.#document);
    try {
      const saved = await this.#engine.call("post.save", { ...words, baseHash: hash, force });
      const file = { ...saved, body: saved.body ?? words.body };
      const { hash: now, conflict: other } = this.#document;
      if (now !== hash || (other && !force)) this.#take(withOvertakenSave(this.#document, file));
      else this.#set(withSaved(this.#document, file, version));
      if (!isUnsaved(this.#document)) await this.#journal.clear();
    } catch (error) {
      await this.#saveFailed(error, force);
    }
  }

  async #saveFailed(error: unknown, force: boolean): Promise<void> {
    const failure = toAppError(error);
    if (failure.code === "post.conflict") {
      this.#set({ ...this.#document, save: { kind: "unsaved" } });
      return this.#takeFile();
    }
    this.#set({ ...this.#document, save: { kind: "failed", error: failure } });
    this.#force ||= force;
    if (/^(?:file|blog)\./.test(failure.code)) this.#timer.retry();
  }

  async #takeFile(): Promise<void> {
    try {
      const file = await this.#engine.call("post.open", { path: this.#document.path });
      this.#unlessComposing(() => {
        this.#take(withFileChanged(this.#document, file));
        if (!this.#document.conflict) void this.save();
      });
    } catch (error) {
      if (error instanceof AppError && error.code === "file.notFound") this.fileRemoved();
      else await this.#saveFailed(error, false);
    }
  }
}
