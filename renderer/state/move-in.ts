import { createStore, type StoreApi } from "zustand/vanilla";
import type { EngineContract } from "#contract/engine-contract.ts";
import type { AppError } from "#contract/errors.ts";
import type {
  ImportChoices,
  ImportProgress,
  ImportSummary,
  NotedPosts,
  OldSite,
  UndoneImportCounts,
} from "#contract/types/import-types.ts";
import { CancellableCall } from "./cancellable-call.ts";
import { keepError } from "./keep-error.ts";
import type { ReplaceableClient } from "./replaceable-client.ts";

type RenamedTerms = NonNullable<ImportChoices["renamed"]>;

/** The last import, if it can be undone. `at` is in milliseconds since the epoch. */
interface LastImport {
  readonly at: number;
  readonly files: readonly string[];
  readonly posts: number;
}

/** The state of an import. Closing the sheet keeps it, until the author chooses other files. */
export interface MoveInState {
  /** Names of the chosen files. Empty if none are chosen. */
  readonly names: readonly string[];
  readonly choices: ImportChoices;
  /** The work that is running, or null. */
  readonly running: "look" | "import" | "undo" | "site" | null;
  readonly progress: ImportProgress | null;
  /** When the running work began, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** What an import of the chosen files would do. Null until the files are read. */
  readonly look: ImportSummary | null;
  /** What the import did. Null before the import. */
  readonly report: ImportSummary | null;
  /** The address of the old site as the author typed it, or "". */
  readonly siteAddress: string;
  /** The pages that the site at `siteAddress` lists, or null if the site was not read. */
  readonly site: OldSite | null;
  /**
   * Whether the author may use, or already uses, `siteAddress` although the site could not be read.
   * Null in all other cases, for instance if the site could be read.
   */
  readonly unreadSite: "offered" | "used" | null;
  /** The written forwarding kit (files that lead readers from the old site to the new posts), or null. */
  readonly kit: { readonly folder: string; readonly count: number } | null;
  readonly undone: UndoneImportCounts | null;
  /** Whether the author cancelled the import of these files. */
  readonly isInterrupted: boolean;
  /** When the last import of these files began, in milliseconds since the epoch. */
  readonly importedAt: number;
  readonly last: LastImport | null;
  readonly error: AppError | null;
}

const firstChoices: ImportChoices = { drafts: "draft", hidden: "draft" };

const atRest: MoveInState = {
  names: [],
  choices: firstChoices,
  running: null,
  progress: null,
  startedAt: 0,
  look: null,
  report: null,
  siteAddress: "",
  site: null,
  unreadSite: null,
  kit: null,
  undone: null,
  isInterrupted: false,
  importedAt: 0,
  last: null,
  error: null,
};

/** Reads the files of another service, imports their posts, and undoes the last import. */
export class MoveIn {
  readonly store: StoreApi<MoveInState> = createStore(() => atRest);
  readonly #engine: ReplaceableClient<EngineContract>;
  readonly #saveAll: () => Promise<void>;
  readonly #call = new CancellableCall();
  /** Whether this window has taken no files yet. It may then take the files chosen in another window. */
  #isFresh = true;
  /** Notes for the author about the posts that a cancelled or failed import has written. */
  #earlierNotes: readonly NotedPosts[] = [];

  /** `saveAll` saves the open documents, because an import may change their files. */
  constructor(engine: ReplaceableClient<EngineContract>, saveAll: () => Promise<void>) {
    this.#engine = engine;
    this.#saveAll = saveAll;
    engine.on("import.progress", (progress) => {
      if (this.store.getState().running !== null) this.store.setState({ progress });
    });
  }

  /** Asks the engine which import can be undone. */
  async load(): Promise<void> {
    const { last } = await this.#engine.call("import.last", {});
    this.store.setState({ last });
  }

  /** Takes files chosen in another window, unless this window has already taken files. Never rejects. */
  async takeFirst(names: readonly string[]): Promise<void> {
    if (this.#isFresh) await this.take(names);
  }

  /** Takes the names of newly chosen files, and reads the files. Never rejects. */
  async take(names: readonly string[]): Promise<void> {
    if (names.length === 0 || this.store.getState().running !== null) return;
    this.#isFresh = false;
    this.#earlierNotes = [];
    this.store.setState({ ...atRest, last: this.store.getState().last, names });
    await this.look();
  }

  /** Forgets the chosen files. */
  reset(): void {
    this.store.setState({ ...atRest, last: this.store.getState().last });
  }

  choose(choices: Partial<ImportChoices>): void {
    this.store.setState((state) => ({ choices: { ...state.choices, ...choices } }));
  }

  /** Renames a category or tag in the imported posts. A blank name removes the category or tag. */
  renameTerm(kind: keyof RenamedTerms, from: string, to: string): void {
    const renamed = this.#choices().renamed ?? { categories: [], tags: [] };
    const others = renamed[kind].filter((term) => term.from !== from);
    const terms = to === from ? others : [...others, { from, to }];
    this.choose({ renamed: { ...renamed, [kind]: terms } });
  }

  /** Reads the chosen files again with the author's current choices for the import. Never rejects. */
  async look(): Promise<void> {
    await this.#lookAfter(null);
  }

  /**
   * Reads the files again. Returns whether that succeeded.
   * `error` is the error of the previous step, or null.
   * It stays on screen, unless reading fails with another error.
   */
  async #lookAfter(error: AppError | null): Promise<boolean> {
    const choices = this.#choices();
    const look = await this.#during("look", (signal) => this.#engine.call("import.look", choices, signal));
    if (look) this.store.setState({ look, report: null, undone: null });
    if (this.store.getState().error === null) this.store.setState({ error });
    return look !== null;
  }

  /**
   * Adds texts with old addresses (tables, saved pages), and then reads the files again. Never rejects.
   */
  async giveAddresses(given: NonNullable<ImportChoices["addresses"]>): Promise<void> {
    const names = new Set(given.map(({ name }) => name));
    const others = (this.#choices().addresses ?? []).filter(({ name }) => !names.has(name));
    this.choose({ addresses: [...others, ...given] });
    await this.look();
  }

  /**
   * Reads the addresses of the old site, and then reads the files again. Never rejects.
   * With `pages`, also reads the titles of pages that no feed contains.
   * An empty address removes the addresses that were read.
   */
  async readSite(address: string, pages: boolean): Promise<void> {
    const { site: former, siteAddress } = this.store.getState();
    this.store.setState({ siteAddress: address.trim() === "" ? "" : address, site: null, unreadSite: null });
    this.choose({ site: "" });
    if (address.trim() === "") {
      const others = (this.#choices().addresses ?? []).filter(({ name }) => name !== tableOf(former));
      this.choose({ addresses: others.length > 0 ? others : undefined });
      return this.look();
    }
    const read = await this.#during("site", (signal) =>
      this.#engine.call("import.site", { address, pages }, signal),
    );
    if (read) {
      this.store.setState({ site: read });
      this.choose({ site: address });
      return this.giveAddresses([{ name: tableOf(read), text: read.table }]);
    }
    const { error } = this.store.getState();
    const site = address === siteAddress ? former : null;
    // The old site answered, but it lists no pages. Its address is enough to find the images of posts.
    if (site || error?.code === "import.siteWithoutLists") this.choose({ site: address });
    else if (error?.code !== "import.siteAddress") this.store.setState({ unreadSite: "offered" });
    this.store.setState({ site });
    await this.#lookAfter(error);
  }

  /** Uses the address of the old site although the site could not be read. Never rejects. */
  async keepUnreadSite(): Promise<void> {
    this.choose({ site: this.store.getState().siteAddress });
    this.store.setState({ unreadSite: "used" });
    await this.look();
  }

  /**
   * Imports the chosen files. Never rejects.
   * After a cancel or an error, reads the files again, so that the author sees what is left to import.
   */
  async run(): Promise<void> {
    const choices = this.#choices();
    const expected = this.store.getState().look?.notes ?? [];
    this.store.setState({ importedAt: Date.now() });
    const report = await this.#during("import", async (signal) => {
      await this.#saveAll();
      return this.#engine.call("import.run", choices, signal);
    });
    if (report) {
      const notes = withNotes(report.notes, this.#earlierNotes);
      this.store.setState({ report: { ...report, notes }, isInterrupted: false });
    } else {
      const { error } = this.store.getState();
      const isRead = await this.#lookAfter(error);
      const open = isRead ? (this.store.getState().look?.notes ?? []) : [];
      this.#earlierNotes = withNotes(withoutNotes(expected, open), this.#earlierNotes);
      if (error === null) this.store.setState({ isInterrupted: true });
    }
    await this.load().catch(() => undefined);
  }

  /** Writes files with which the old site leads readers to the new posts (forwarding kit). Never rejects. */
  async writeKit(): Promise<void> {
    await keepError(this.store, async () =>
      this.store.setState({ kit: await this.#engine.call("import.kit", {}), error: null }),
    );
  }

  /** Undoes the last import. Never rejects. */
  async undo(): Promise<void> {
    const undone = await this.#during("undo", async () => {
      await this.#saveAll();
      return this.#engine.call("import.undo", {});
    });
    if (undone) this.store.setState({ ...atRest, undone });
    await this.load().catch(() => undefined);
  }

  /** Cancels the running work. Posts that are already written stay, but the author can undo the import. */
  cancel(): void {
    this.#call.cancel();
  }

  #choices(): ImportChoices {
    return this.store.getState().choices;
  }

  /** Runs work and stores its error. Returns null if the work failed or was cancelled. */
  async #during<T>(
    running: NonNullable<MoveInState["running"]>,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | null> {
    if (this.store.getState().running !== null) return null;
    this.store.setState({ running, progress: null, startedAt: Date.now(), error: null });
    const { result, error } = await this.#call.run(work);
    this.store.setState({ running: null, progress: null, error });
    return result;
  }
}

/**
 * Adds the notes from an earlier, interrupted run of the same import.
 * Lists a post only once if it has a note in both runs.
 */
function withNotes(notes: readonly NotedPosts[], earlier: readonly NotedPosts[]): NotedPosts[] {
  const merged = new Map(notes.map((group) => [group.note, group]));
  for (const group of earlier) {
    const { count = 0, posts = [] } = merged.get(group.note) ?? {};
    const paths = new Set(posts.map(({ path }) => path));
    const all = [...posts, ...group.posts.filter(({ path }) => !paths.has(path))];
    merged.set(group.note, { ...group, posts: all, count: Math.max(all.length, count, group.count) });
  }
  return [...merged.values()];
}

/** Returns `notes` without the posts in `open`. An interrupted import has not written these posts yet. */
function withoutNotes(notes: readonly NotedPosts[], open: readonly NotedPosts[]): NotedPosts[] {
  return notes.flatMap((group) => {
    const { count = 0, posts = [] } = open.find(({ note }) => note === group.note) ?? {};
    const paths = new Set(posts.map(({ path }) => path));
    const written = group.posts.filter(({ path }) => !paths.has(path));
    return written.length === 0 ? [] : [{ ...group, posts: written, count: group.count - count }];
  });
}

/** Returns a name for the table of the addresses that an old site lists. */
function tableOf(site: OldSite | null): string {
  return `${site?.host ?? ""}.csv`;
}
