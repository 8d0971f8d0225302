import { createStore, type StoreApi } from "zustand/vanilla";
import type { FrontMatterItem, PostDocument, PropertyChanges } from "#contract/types/blog-types.ts";
import type { CallInput } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { toAppError } from "#contract/errors.ts";
import type { TypedEdit } from "./body-revision.ts";
import { DocumentSession, type FollowedLinks } from "./document-session.ts";
import { type DocumentsState, isUnsaved, type OpenDocument, shownDocument } from "./open-document.ts";
import type { ReplaceableClient } from "../replaceable-client.ts";
import type { SessionDelays } from "./save-timer.ts";

/** Delays in milliseconds. With them, the journal has new text within a second, even on a busy computer. */
const defaultDelays: SessionDelays = { autosave: 1_500, journal: 250 };

/** The open documents: the document on screen, and all documents with unsaved text. */
export class DocumentStore {
  readonly store: StoreApi<DocumentsState> = createStore(() => ({
    facts: null,
    saving: null,
    opening: null,
    failure: null,
    unsaved: [],
    removed: [],
  }));
  readonly #engine: ReplaceableClient<EngineContract>;
  readonly #delays: SessionDelays;
  readonly #sessions = new Set<DocumentSession>();
  readonly #drafts = new Set<() => void>();
  readonly #readers = new Set<() => void>();
  #current: DocumentSession | null = null;

  constructor(engine: ReplaceableClient<EngineContract>, delays: SessionDelays = defaultDelays) {
    this.#engine = engine;
    this.#delays = delays;
    engine.on("post.changedOnDisk", (file) => this.#find(file.path)?.fileChanged(file));
    engine.on("post.removedOnDisk", ({ path }) => this.#find(path)?.fileRemoved());
    engine.on("post.movedOnDisk", ({ from, file }) => this.#follow(from, file));
    engine.on("blog.changed", ({ isGone }) => {
      if (!isGone) for (const session of this.#sessions) session.retry();
    });
    engine.onReplaced(() => {
      for (const session of this.#sessions) session.engineReplaced();
    });
  }

  /** The document on screen with its current text, or null if there is none. */
  get current(): OpenDocument | null {
    return this.#current?.document ?? null;
  }

  /**
   * Calls `read` at each key press. Listeners of `store` are not called at key presses.
   * Returns a function that stops the calls.
   */
  onEdit(read: () => void): () => void {
    this.#readers.add(read);
    return () => this.#readers.delete(read);
  }

  /**
   * Shows a post or page, and saves the previous document. Never rejects, but sets `failure` in the store.
   */
  async open(path: string): Promise<void> {
    if (this.store.getState().opening === path) return;
    if (this.#current?.document.path === path) {
      // Stops opening another post, because the author has gone back to the post on screen.
      this.store.setState({ opening: null });
      return;
    }
    this.store.setState({ opening: path, failure: null });
    try {
      const session = this.#find(path) ?? this.#begin(await this.#engine.call("post.open", { path }));
      if (this.store.getState().opening === path) this.#show(session);
      else this.#dropIfSaved(session);
    } catch (error) {
      if (this.store.getState().opening !== path) return;
      this.store.setState({ opening: null, failure: { path, error: toAppError(error) } });
    }
  }

  /** Shows a stored copy of a post while the engine starts. `confirm` must be called afterwards. */
  showKnown(file: PostDocument): void {
    this.#show(this.#begin(file));
  }

  /**
   * Reads the file from the engine, and updates the document that `showKnown` showed. Keeps unsaved text.
   * Never rejects.
   */
  async confirm(path: string): Promise<void> {
    const session = this.#find(path);
    try {
      const file = await this.#engine.call("post.open", { path });
      session?.confirm(file);
    } catch (error) {
      const { code } = toAppError(error);
      if (!session || code !== "file.notFound") return;
      if (isUnsaved(session.document)) session.fileRemoved();
      else await this.forget(path);
    }
  }

  /** Creates a post or page and shows it. Rejects with an `AppError`. */
  async create(input: CallInput<EngineContract, "post.create">): Promise<void> {
    const file = await this.#engine.call("post.create", input);
    this.#show(this.#begin(file));
  }

  editBody(body: string): void {
    this.#current?.editBody(body);
  }

  /** Applies a change that the editor made to the body of the document on screen. */
  type(edit: TypedEdit): void {
    this.#current?.type(edit);
  }

  /** Changes properties of the document on screen, and appends `items` to lists such as the revision log. */
  editProperties(changes: PropertyChanges, items: readonly FrontMatterItem[] = []): void {
    this.#current?.editProperties(changes, items);
  }

  setFrontMatter(frontMatter: string): void {
    this.#current?.setFrontMatter(frontMatter);
  }

  /** Sets whether an IME composition is open. Until its end, the text is neither replaced nor saved. */
  setComposing(composing: boolean): void {
    this.#current?.setComposing(composing);
  }

  /**
   * Registers a field that keeps its input until the field loses the focus.
   * `take` applies the input. It is called before each save, and before another document is shown.
   * Returns a function that ends the registration.
   */
  holdDraft(take: () => void): () => void {
    this.#drafts.add(take);
    return () => this.#drafts.delete(take);
  }

  /**
   * Writes all unsaved text to files, including input that a form field still holds. Never rejects.
   * While the window closes (`isClosing`), nothing is merged, because the author would not see the message.
   */
  async saveAll(isClosing = false): Promise<void> {
    for (const take of this.#drafts) take();
    if (isClosing) this.#current?.setOnScreen(false);
    await Promise.all([...this.#sessions].map((session) => session.save()));
    this.#current?.setOnScreen(true);
  }

  /** Saves at the author's request. Creates the file again if another program deleted it. Never rejects. */
  async saveOnPurpose(): Promise<void> {
    await this.saveAll();
    const { current } = this;
    if (current?.removed && !current.conflict) await this.keepMine();
  }

  /** Returns the open document of a post, or undefined if the post is not open. */
  documentOf(path: string): OpenDocument | undefined {
    return this.#find(path)?.document;
  }

  /** Passes the new contents of a post's file to the open document, if the post is open. */
  fileChanged(file: PostDocument): void {
    this.#find(file.path)?.fileChanged(file);
  }

  /**
   * Resolves a conflict: the text of the file replaces the text on screen.
   * Rejects if the history cannot keep the text on screen.
   */
  async takeTheirs(): Promise<void> {
    await this.#current?.takeTheirs();
  }

  /** Closes a document whose file was removed. Rejects if the history cannot keep the document's text. */
  async leaveRemoved(path: string): Promise<void> {
    const document = this.documentOf(path);
    if (!document) return;
    const { frontMatter, body } = document;
    await this.#engine.call("history.keep", { path, frontMatter, body });
    await this.forget(path);
  }

  async keepMine(): Promise<void> {
    await this.#current?.keepMine();
  }

  /** Closes the message that texts were merged. */
  closeMerged(): void {
    this.#current?.closeMerged();
  }

  /**
   * Saves the document on screen and renames its file. Resolves with the links to the file.
   * Resolves with null if no document is open. Rejects with `post.exists` or the error of the save.
   */
  async rename(to: string): Promise<FollowedLinks | null> {
    return (await this.#current?.rename(to)) ?? null;
  }

  /**
   * Opens a document, saves its unsaved text, and then shows the text of a journal entry.
   * Resolves with true if the journal of this window contains the new text.
   */
  async restore(path: string, frontMatter: string, body: string): Promise<boolean> {
    const session = this.#find(path) ?? this.#begin(await this.#engine.call("post.open", { path }));
    this.#show(session);
    if (isUnsaved(session.document)) await session.save();
    return session.restore(frontMatter, body);
  }

  /**
   * Must be called before the file of a post is moved into the trash. Saves the post if it is open.
   * Text that cannot be saved goes to the history. Rejects if the history cannot keep the text, either.
   */
  async settle(path: string): Promise<void> {
    await this.saveAll();
    const document = this.documentOf(path);
    if (!document || !isUnsaved(document)) return;
    const { frontMatter, body } = document;
    await this.#engine.call("history.keep", { path, frontMatter, body });
  }

  /** Closes a document without saving, because its file was moved into the trash. */
  async forget(path: string): Promise<void> {
    const session = this.#find(path);
    if (!session) return;
    this.#sessions.delete(session);
    if (this.#current === session) {
      this.#current = null;
      this.#notify(null);
    }
    await session.discard();
  }

  /**
   * Applies the new path of a renamed file.
   * If a file with the new path is already open, the document with the old path counts as deleted.
   */
  #follow(from: string, file: PostDocument): void {
    const session = this.#find(from);
    if (this.#find(file.path)) session?.fileRemoved();
    else session?.fileMoved(file);
  }

  #find(path: string): DocumentSession | undefined {
    return [...this.#sessions].find((session) => session.document.path === path);
  }

  #begin(file: PostDocument): DocumentSession {
    const session: DocumentSession = new DocumentSession(this.#engine, file, this.#delays, () =>
      this.#changed(session),
    );
    this.#sessions.add(session);
    return session;
  }

  #show(session: DocumentSession): void {
    const previous = this.#current;
    // Applies the input of form fields now, because the input belongs to the previous document.
    if (previous !== session) for (const take of this.#drafts) take();
    this.#current = session;
    session.setOnScreen(true);
    this.#notify(session.document, { opening: null, failure: null });
    if (previous === session) return;
    previous?.setComposing(false);
    previous?.setOnScreen(false);
    if (previous && isUnsaved(previous.document)) void previous.save();
    this.#dropIfSaved(previous);
  }

  #changed(session: DocumentSession): void {
    if (!this.#sessions.has(session)) return;
    if (session === this.#current) this.#notify(session.document);
    else this.#dropIfSaved(session);
  }

  #notify(current: OpenDocument | null, further?: Partial<DocumentsState>): void {
    const before = this.store.getState();
    const shown = shownDocument(current, before);
    if (shown !== before || further) this.store.setState({ ...shown, ...further });
    for (const read of this.#readers) read();
  }

  #dropIfSaved(session: DocumentSession | null): void {
    if (session && !isUnsaved(session.document)) this.#sessions.delete(session);
    const left = [...this.#sessions].filter((other) => other !== this.#current);
    const removed = left.filter(({ document }) => document.removed);
    this.store.setState({
      unsaved: left.map(({ document }) => document.path),
      removed: removed.map(({ document: { path, properties } }) => ({ path, title: properties.title ?? "" })),
    });
  }
}
