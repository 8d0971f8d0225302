import { createStore, type StoreApi } from "zustand/vanilla";
import type { FrontMatterItem, PostDocument, PropertyChanges } from "#contract/types/blog-types.ts";
import type { CallInput } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError, fromWireError, toWireError } from "#contract/errors.ts";
import type { TypedEdit } from "./body-revision.ts";
import { DocumentSession, type FollowedLinks, type SessionDelays } from "./document-session.ts";
import { type DocumentFacts, factsOf, isUnsaved, type OpenDocument } from "./open-document.ts";
import type { ReplaceableClient } from "../replaceable-client.ts";

/** The documents that are open. */
export interface DocumentsState {
  /** The document on screen without its text: the object changes only when something else changed. */
  readonly facts: DocumentFacts | null;
  /** Path of a document that is being opened. */
  readonly opening: string | null;
  /** Why the last document could not be opened. */
  readonly failure: { readonly path: string; readonly error: AppError } | null;
  /** Documents no longer on screen whose text could not be written yet. */
  readonly unsaved: readonly string[];
}

/** A post's file before and after a change of its status. */
export interface StatusChange {
  readonly before: PostDocument;
  readonly after: PostDocument;
}

/** The journal has typed text within a second even on a busy machine. */
const usualDelays: SessionDelays = { autosave: 1_500, journal: 250 };

/**
 * The open documents. One is on screen; those left stay open until their text is saved. Texts change here
 * first, and everything else follows.
 */
export class Documents {
  readonly store: StoreApi<DocumentsState> = createStore(() => ({
    facts: null,
    opening: null,
    failure: null,
    unsaved: [],
  }));
  readonly #engine: ReplaceableClient<EngineContract>;
  readonly #delays: SessionDelays;
  readonly #sessions = new Set<DocumentSession>();
  readonly #drafts = new Set<() => void>();
  readonly #readers = new Set<() => void>();
  #current: DocumentSession | null = null;

  constructor(engine: ReplaceableClient<EngineContract>, delays: SessionDelays = usualDelays) {
    this.#engine = engine;
    this.#delays = delays;
    engine.on("post.changedOnDisk", (file) => this.#find(file.path)?.fileChanged(file));
    engine.on("post.removedOnDisk", ({ path }) => this.#find(path)?.fileRemoved());
    engine.on("post.movedOnDisk", ({ from, file }) => this.#follow(from, file));
    engine.onReplaced(() => {
      for (const session of this.#sessions) session.engineReplaced();
    });
  }

  /** The document on screen with its current text. */
  get current(): OpenDocument | null {
    return this.#current?.document ?? null;
  }

  /**
   * Calls `read` whenever `current` changes, even by a key press. The store does not report text changes, so
   * that views without text do no work at each key. Returns a function that ends it.
   */
  onEdit(read: () => void): () => void {
    this.#readers.add(read);
    return () => this.#readers.delete(read);
  }

  /**
   * Shows a post or page; the one shown before is saved meanwhile. Never rejects: a failure is in the store.
   */
  async open(path: string): Promise<void> {
    if (this.#current?.document.path === path || this.store.getState().opening === path) return;
    this.store.setState({ opening: path, failure: null });
    try {
      const session = this.#find(path) ?? this.#begin(await this.#engine.call("post.open", { path }));
      if (this.store.getState().opening === path) this.#show(session);
      else this.#dropIfSaved(session);
    } catch (error) {
      if (this.store.getState().opening !== path) return;
      this.store.setState({ opening: null, failure: { path, error: fromWireError(toWireError(error)) } });
    }
  }

  /** Shows a post from data stored without the engine; call `confirm` afterwards. */
  showKnown(file: PostDocument): void {
    this.#show(this.#begin(file));
  }

  /**
   * Loads from the engine a post that was shown without it, and takes over the differences; text typed
   * meanwhile stays. A post that does not exist is closed, unless something was typed. Never rejects.
   */
  async confirm(path: string): Promise<void> {
    const session = this.#find(path);
    try {
      const file = await this.#engine.call("post.open", { path });
      session?.confirm(file);
    } catch (error) {
      const { code } = fromWireError(toWireError(error));
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

  /** Applies the editor's changes to the body that it last received or sent. */
  type(edit: TypedEdit): void {
    this.#current?.type(edit);
  }

  /** `items` are appended to their lists, such as the revision log. */
  editProperties(changes: PropertyChanges, items: readonly FrontMatterItem[] = []): void {
    this.#current?.editProperties(changes, items);
  }

  setFrontMatter(frontMatter: string): void {
    this.#current?.setFrontMatter(frontMatter);
  }

  /** Whether an IME composition is in progress: meanwhile nothing replaces the text and nothing is saved. */
  setComposing(composing: boolean): void {
    this.#current?.setComposing(composing);
  }

  /**
   * For a field that keeps its input to itself until it loses the focus: `take` is called before a manual
   * save, since a key or the menu saves without leaving the field. Returns a function that ends it.
   */
  holdDraft(take: () => void): () => void {
    this.#drafts.add(take);
    return () => this.#drafts.delete(take);
  }

  /** Writes all unsaved text, including that of fields; never rejects. */
  async saveAll(): Promise<void> {
    for (const take of this.#drafts) take();
    await Promise.all([...this.#sessions].map((session) => session.save()));
  }

  /** Saves at the author's request, and recreates a file that another program deleted. Never rejects. */
  async saveOnPurpose(): Promise<void> {
    await this.saveAll();
    const { current } = this;
    if (current?.removed && !current.conflict) await this.keepMine();
  }

  /**
   * Marks a post as ready, or as a draft again, in its file, after saving its text; resolves to the file
   * before and after. Rejects with an `AppError`.
   */
  async setStatus(path: string, status: "draft" | "ready"): Promise<StatusChange> {
    await this.saveAll();
    const open = this.#find(path)?.document;
    if (open && isUnsaved(open)) {
      throw open.save.kind === "failed" ? open.save.error : new AppError("post.conflict", { path });
    }
    const before = await this.#engine.call("post.open", { path });
    const after = await this.#engine.call("post.setStatus", { path, status });
    this.#find(path)?.fileChanged(after);
    return { before, after };
  }

  /**
   * Undoes `setStatus`. If the post was edited since, changes only its status. Rejects with an `AppError`.
   */
  async putBack({ before, after }: StatusChange): Promise<void> {
    const { path, frontMatter, body } = before;
    await this.saveAll();
    try {
      const words = { path, frontMatter, body, baseHash: after.hash, force: false };
      this.#find(path)?.fileChanged(await this.#engine.call("post.save", words));
    } catch (error) {
      if (fromWireError(toWireError(error)).code !== "post.conflict") throw error;
      await this.setStatus(path, before.properties.status ?? "ready");
    }
  }

  /** Rejects with an `AppError` when the text on screen cannot be kept in the history. */
  async takeTheirs(): Promise<void> {
    await this.#current?.takeTheirs();
  }

  async keepMine(): Promise<void> {
    await this.#current?.keepMine();
  }

  /**
   * Renames the file of the document on screen after saving all text; resolves to the outcome for links to
   * it. Rejects with an `AppError`: `post.exists` when the path is taken, or why the text could not be saved.
   */
  async rename(to: string): Promise<FollowedLinks | null> {
    return (await this.#current?.rename(to)) ?? null;
  }

  /**
   * Opens a document with the text of its journal entry, after saving the text on screen, so that the history
   * has it. Resolves to whether this run's own journal has the restored text.
   */
  async restore(path: string, frontMatter: string, body: string): Promise<boolean> {
    const session = this.#find(path) ?? this.#begin(await this.#engine.call("post.open", { path }));
    this.#show(session);
    if (isUnsaved(session.document)) await session.save();
    return session.restore(frontMatter, body);
  }

  /** Closes a document without saving it: its file is in the trash. */
  async forget(path: string): Promise<void> {
    const session = this.#find(path);
    if (!session) return;
    this.#sessions.delete(session);
    if (this.#current === session) {
      this.#current = null;
      this.#tell(null);
    }
    await session.discard();
  }

  /**
   * Another program renamed a file. If the new name is open, too, the old document's file counts as deleted.
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
    this.#current = session;
    this.#tell(session.document, { opening: null, failure: null });
    if (!previous || previous === session) return;
    previous.setComposing(false);
    if (isUnsaved(previous.document)) void previous.save();
    else this.#dropIfSaved(previous);
  }

  #changed(session: DocumentSession): void {
    if (!this.#sessions.has(session)) return;
    if (session === this.#current) this.#tell(session.document);
    else this.#dropIfSaved(session);
  }

  #tell(current: OpenDocument | null, further?: Partial<DocumentsState>): void {
    const before = this.store.getState().facts;
    const facts = current && factsOf(current, before);
    if (facts !== before || further) this.store.setState({ facts, ...further });
    for (const read of this.#readers) read();
  }

  #dropIfSaved(session: DocumentSession): void {
    if (!isUnsaved(session.document)) this.#sessions.delete(session);
    const left = [...this.#sessions].filter((other) => other !== this.#current);
    this.store.setState({ unsaved: left.map((other) => other.document.path) });
  }
}
