import { createStore, type StoreApi } from "zustand/vanilla";
import type { FrontMatterItem, PostDocument, PropertyChanges } from "#contract/types/blog-types.ts";
import type { CallInput } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError, fromWireError, toWireError } from "#contract/errors.ts";
import type { TypedEdit } from "./body-revision.ts";
import { DocumentSession, type FollowedLinks, type SessionDelays } from "./document-session.ts";
import { type DocumentFacts, factsOf, isUnsaved, type OpenDocument } from "./open-document.ts";
import type { ReplaceableClient } from "../replaceable-client.ts";

/** What is open. */
export interface DocumentsState {
  /** The document on screen without its words: another object only when something else than these changed. */
  readonly facts: DocumentFacts | null;
  /** Path of a document that is being opened. */
  readonly opening: string | null;
  /** Why the last one could not be opened. */
  readonly failure: { readonly path: string; readonly error: AppError } | null;
  /** Documents no longer on screen whose words could not be written yet. */
  readonly unsaved: readonly string[];
}

/** A post's file before and after its status was written into it. */
export interface StatusChange {
  readonly before: PostDocument;
  readonly after: PostDocument;
}

/** The journal has what is typed within a second also on a machine that is busy with something else. */
const usualDelays: SessionDelays = { autosave: 1_500, journal: 250 };

/**
 * The open documents. One is on screen; those left behind stay until their words are in their files. Texts change
 * here first, and everything else follows.
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

  /** The document on screen, with its words as they are now. */
  get current(): OpenDocument | null {
    return this.#current?.document ?? null;
  }

  /**
   * Calls `read` whenever `current` is another, be it by a key. The store is silent about words, so that nothing that shows
   * no words has work with each key. Returns a function that ends it.
   */
  onEdit(read: () => void): () => void {
    this.#readers.add(read);
    return () => this.#readers.delete(read);
  }

  /** Shows a post or page; the one shown before is saved meanwhile. Never rejects: a failure is in the store. */
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

  /** Shows a post that is known without the engine; `confirm` is to follow. */
  showKnown(file: PostDocument): void {
    this.#show(this.#begin(file));
  }

  /**
   * Asks the engine for a post that was shown without it, and takes over what is different; what was typed meanwhile
   * stays. One that the engine does not know is taken off the screen, unless something was typed. Never rejects.
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

  /** Makes a post or page and shows it. Rejects with an `AppError`. */
  async create(input: CallInput<EngineContract, "post.create">): Promise<void> {
    const file = await this.#engine.call("post.create", input);
    this.#show(this.#begin(file));
  }

  editBody(body: string): void {
    this.#current?.editBody(body);
  }

  /** What the editor changed in the body that it was shown, or that it told last. */
  type(edit: TypedEdit): void {
    this.#current?.type(edit);
  }

  /** `items` go behind the entries of their lists, such as the revision log. */
  editProperties(changes: PropertyChanges, items: readonly FrontMatterItem[] = []): void {
    this.#current?.editProperties(changes, items);
  }

  setFrontMatter(frontMatter: string): void {
    this.#current?.setFrontMatter(frontMatter);
  }

  /** Whether an IME composition is open: nothing replaces the text and nothing is saved while it is. */
  setComposing(composing: boolean): void {
    this.#current?.setComposing(composing);
  }

  /**
   * For a field that keeps what is typed to itself until it is left: `take` is called before words are saved on purpose,
   * since a key or the menu saves without leaving the field. Returns a function that ends it.
   */
  holdDraft(take: () => void): () => void {
    this.#drafts.add(take);
    return () => this.#drafts.delete(take);
  }

  /** Writes all unsaved words, also those that fields still hold back; never rejects. */
  async saveAll(): Promise<void> {
    for (const take of this.#drafts) take();
    await Promise.all([...this.#sessions].map((session) => session.save()));
  }

  /** Saves since the author says so: a file that another program removed is made again, too. Never rejects. */
  async saveOnPurpose(): Promise<void> {
    await this.saveAll();
    const { current } = this;
    if (current?.removed && !current.conflict) await this.keepMine();
  }

  /**
   * Finishes a post, or makes it a draft again, in its file, once its words are there; gives the file as it was before.
   * Rejects with an `AppError`.
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

  /** Takes `setStatus` back. Where the post was written on since, only its status changes. Rejects with an `AppError`. */
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

  /** Rejects with an `AppError` when the words on screen cannot be kept in the history. */
  async takeTheirs(): Promise<void> {
    await this.#current?.takeTheirs();
  }

  async keepMine(): Promise<void> {
    await this.#current?.keepMine();
  }

  /**
   * Gives the file of the document on screen another path, once all words are in their files; tells what became of links
   * to it. Rejects with an `AppError`:
   * `post.exists` when the path is taken, or why the words could not be saved.
   */
  async rename(to: string): Promise<FollowedLinks | null> {
    return (await this.#current?.rename(to)) ?? null;
  }

  /**
   * Opens a document with the words that a journal kept for it; those that are on screen are saved first, so that the
   * history has them. Resolves to whether this run's own journal has the words.
   */
  async restore(path: string, frontMatter: string, body: string): Promise<boolean> {
    const session = this.#find(path) ?? this.#begin(await this.#engine.call("post.open", { path }));
    this.#show(session);
    if (isUnsaved(session.document)) await session.save();
    return session.restore(frontMatter, body);
  }

  /** Takes a document off the screen without saving it: its file is in the trash. */
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

  /** Another program gave a file another name. One that is open under both is only gone under the old one. */
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
