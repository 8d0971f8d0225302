import type { FrontMatterItem, PostDocument, PropertyChanges } from "#contract/types/blog-types.ts";
import type { CallOutput } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError, fromWireError, toWireError } from "#contract/errors.ts";
import { BodyRevision, type TypedEdit } from "./body-revision.ts";
import { FrontMatterEdits, withChanges } from "./front-matter-edits.ts";
import { newJournalId } from "./journal-id.ts";
import { JournalWriter } from "./journal-writer.ts";
import {
  isUnsaved,
  type OpenDocument,
  openedDocument,
  withConfirmed,
  withEdit,
  withFile,
  withFileChanged,
  withFileMoved,
  withSaved,
} from "./open-document.ts";
import type { ReplaceableClient } from "../replaceable-client.ts";
import { SingleFlight } from "../single-flight.ts";

/** The outcome for the links to a renamed file. */
export type FollowedLinks = Omit<CallOutput<EngineContract, "post.rename">, "file">;

/** How long unsaved text may wait, in milliseconds. */
export interface SessionDelays {
  /** From the last change to the writing of the file. */
  readonly autosave: number;
  /** From a change to its journal entry. */
  readonly journal: number;
}

/**
 * One open document and what keeps its text safe: journal, autosave, and the conflict when another program
 * changed the file. Reports each new state through `onChange`.
 */
export class DocumentSession {
  readonly #engine: ReplaceableClient<EngineContract>;
  readonly #delays: SessionDelays;
  readonly #onChange: (document: OpenDocument) => void;
  readonly #journal: JournalWriter;
  readonly #edits: FrontMatterEdits;
  readonly #saving = new SingleFlight(() => this.#save());
  #document: OpenDocument;
  #autosave: ReturnType<typeof setTimeout> | undefined;
  #force = false;
  #composing = false;
  /** The last change from the editor, and the resulting revision. */
  #inEditor: { readonly typed: TypedEdit; readonly revision: BodyRevision } | null = null;
  /** Work postponed until the composition ends. */
  #afterComposition: (() => void)[] = [];

  constructor(
    engine: ReplaceableClient<EngineContract>,
    file: PostDocument,
    delays: SessionDelays,
    onChange: (document: OpenDocument) => void,
  ) {
    this.#engine = engine;
    this.#delays = delays;
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

  /** Applies the editor's changes to the document's body. */
  type(typed: TypedEdit): void {
    const { body, revision } = this.#document;
    const known = revision.text === body ? revision : BodyRevision.of(body);
    const next = known.after(typed);
    if (next) {
      this.#inEditor = { typed, revision: next };
      this.#edit({ body: next.text, revision: next });
    } else this.editBody(typed.whole() ?? body);
  }

  editProperties(changes: PropertyChanges, items: readonly FrontMatterItem[] = []): void {
    this.#edit({ properties: withChanges(this.#document.properties, changes) });
    this.#edits.edit(changes, items);
  }

  setFrontMatter(frontMatter: string): void {
    this.#edit({ frontMatter });
    this.#edits.edit({});
  }

  setComposing(composing: boolean): void {
    this.#composing = composing;
    if (composing) return;
    const waiting = this.#afterComposition;
    this.#afterComposition = [];
    for (const work of waiting) work();
  }

  /**
   * Writes unsaved text to the file, or to the journal when the file cannot be written; never rejects: the
   * outcome is in the document.
   */
  async save(): Promise<void> {
    clearTimeout(this.#autosave);
    await this.#saving.run();
    // The window may close right after this.
    if (isUnsaved(this.#document)) await this.#journal.flush();
  }

  /** Saves, then renames the file; returns the outcome for links to it. Rejects with an `AppError`. */
  async rename(to: string): Promise<FollowedLinks> {
    await this.save();
    const { save, path, version } = this.#document;
    if (isUnsaved(this.#document))
      throw save.kind === "failed" ? save.error : new AppError("post.conflict", { path });
    const { file, ...followed } = await this.#engine.call("post.rename", { path, to });
    const before = this.#document;
    this.#set(withSaved(before, file, version));
    // A link in the file to itself may have changed, too.
    if (before.version === version && file.body !== before.body) this.#set(withFile(this.#document, file));
    return followed;
  }

  /**
   * Replaces the text with that of a journal entry, which is saved like typed text. Resolves to whether this
   * run's own journal has it now.
   */
  restore(frontMatter: string, body: string): Promise<boolean> {
    // In one step: the editor takes the text that has a new `bodyRevision`.
    this.#edit({ frontMatter, body, bodyRevision: this.#document.bodyRevision + 1 });
    this.#edits.edit({});
    return this.#journal.flush();
  }

  /** Takes over the engine's version of a document that was opened without it. */
  confirm(file: PostDocument): void {
    this.#unlessComposing(() => this.#set(withConfirmed(this.#document, file)));
  }

  /** Another program changed the file. */
  fileChanged(file: PostDocument): void {
    this.#unlessComposing(() => {
      this.#set(withFileChanged(this.#document, file));
      if (isUnsaved(this.#document)) this.#saveLater();
    });
  }

  /** Another program renamed the file. */
  fileMoved(file: PostDocument): void {
    this.#unlessComposing(() => {
      this.#set(withFileMoved(this.#document, file));
      if (isUnsaved(this.#document)) this.#saveLater();
    });
  }

  /** Another program deleted the file. Keeps its text in the history: this document may be the only copy. */
  fileRemoved(): void {
    const { path, base } = this.#document;
    this.#set({ ...this.#document, removed: true, save: { kind: "unsaved" } });
    const words = { path, frontMatter: base.frontMatter, body: base.body };
    this.#engine.call("history.keep", words).catch(() => undefined);
  }

  /** Resolves a conflict with the file's text; keeps ours in the history first. Rejects when that fails. */
  async takeTheirs(): Promise<void> {
    const { path, frontMatter, body, conflict } = this.#document;
    if (!conflict) return;
    await this.#engine.call("history.keep", { path, frontMatter, body });
    // Text typed while the history was written would be lost by continuing.
    if (this.#document.body !== body || this.#document.frontMatter !== frontMatter) return this.takeTheirs();
    this.#set(withFile(this.#document, this.#document.conflict ?? conflict));
    await this.#journal.clear();
  }

  /**
   * Resolves a conflict with our text, the file's stays in the history; recreates a file that was deleted.
   */
  keepMine(): Promise<void> {
    this.#force = true;
    return this.save();
  }

  /** The engine was replaced, and the new one does not have this document. */
  engineReplaced(): void {
    if (!isUnsaved(this.#document)) return;
    this.#edits.edit({});
    this.#journal.touch();
    this.#saveLater();
  }

  /** Stops all timers; for a document that is closed without being saved. */
  async discard(): Promise<void> {
    clearTimeout(this.#autosave);
    await this.#journal.clear();
  }

  /** If the text computed from the editor's edits differs from the editor's whole text, takes the latter. */
  #followEditor(): void {
    const { body, revision } = this.#document;
    if (this.#inEditor?.revision !== revision || revision.text !== body) return;
    const whole = this.#inEditor.typed.whole();
    if (whole !== null) this.editBody(whole);
  }

  #edit(changes: Parameters<typeof withEdit>[1]): void {
    this.#set(withEdit(this.#document, changes));
    this.#journal.touch();
    this.#saveLater();
  }

  #set(document: OpenDocument): void {
    this.#document = document;
    this.#onChange(document);
  }

  #saveLater(): void {
    clearTimeout(this.#autosave);
    this.#autosave = setTimeout(() => this.#unlessComposing(() => void this.save()), this.#delays.autosave);
  }

  #unlessComposing(work: () => void): void {
    if (this.#composing) this.#afterComposition.push(work);
    else work();
  }

  async #save(): Promise<void> {
    await this.#edits.settled();
    this.#followEditor();
    const force = this.#force || this.#document.removed;
    // The author or another program deleted the file: it is not recreated without a request.
    const isAsked = this.#force && this.#document.removed;
    this.#force = false;
    if (!isUnsaved(this.#document) && !isAsked) return;
    if (this.#document.conflict && !force) return;
    this.#set({ ...this.#document, save: { kind: "saving" } });
    const { path, frontMatter, body, revision, hash, version } = this.#document;
    const typed = revision.text === body ? { id: revision.log.id, serial: revision.serial } : undefined;
    const words = { path, frontMatter, body, ...(typed ? { typed } : {}) };
    try {
      const file = await this.#engine.call("post.save", { ...words, baseHash: hash, force });
      this.#set(withSaved(this.#document, file, version));
      if (!isUnsaved(this.#document)) await this.#journal.clear();
    } catch (error) {
      await this.#saveFailed(error);
    }
  }

  async #saveFailed(error: unknown): Promise<void> {
    const failure = error instanceof AppError ? error : fromWireError(toWireError(error));
    this.#set({ ...this.#document, save: { kind: "failed", error: failure } });
    if (failure.code !== "post.conflict") return;
    try {
      const file = await this.#engine.call("post.open", { path: this.#document.path });
      this.#set(withFileChanged({ ...this.#document, save: { kind: "unsaved" } }, file));
      if (!this.#document.conflict) void this.save();
    } catch (reason) {
      if (reason instanceof AppError && reason.code === "file.notFound") this.fileRemoved();
    }
  }
}
