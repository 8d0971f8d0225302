import { createStore, type StoreApi } from "zustand/vanilla";
import type { EditedSettings } from "#contract/calls/settings-calls.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { DraftJournal } from "../drafts/draft-journal.ts";
import type { SettingsChanges } from "../drafts/found-drafts.ts";
import type { ReplaceableClient } from "../replaceable-client.ts";
import { TaskQueue } from "../single-flight.ts";
import { merged, type Values } from "./setting-values.ts";
import {
  differs,
  emptyDraft,
  expectYaml,
  failureOf,
  type Saved,
  ShownPage,
  type SettingsDraftState,
  shownOf,
  type Step,
  withEdited,
} from "./settings-draft-state.ts";
import { type EditedThemeFile, ThemeFileBases } from "./theme-drafts.ts";
import { UndoSteps } from "./undo-steps.ts";

/** Pause in typing before text and preview are updated, in milliseconds. */
const pause = 250;

/**
 * The settings of the blog while the author edits them. Manages undo and the preview.
 * The edited settings stay when the sheet closes, and are in the journal when the window closes.
 */
export class SettingsDraft {
  readonly store: StoreApi<SettingsDraftState> = createStore(() => emptyDraft);
  readonly #engine: ReplaceableClient<EngineContract>;
  #saved: Saved = { source: "", values: null, hash: "" };
  readonly #steps = new UndoSteps();
  /** Time of the last change in milliseconds, as `performance.now()` counts them. */
  #changedAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #updates = new TaskQueue();
  readonly #page: ShownPage;
  readonly #bases: ThemeFileBases;
  readonly #journal: DraftJournal;

  constructor(engine: ReplaceableClient<EngineContract>) {
    this.#engine = engine;
    this.#page = new ShownPage(engine);
    this.#bases = new ThemeFileBases(engine);
    this.#journal = new DraftJournal(engine, "settings", () => JSON.stringify(this.#changes()));
  }

  /** Loads the settings from `blog.yaml`, unless there are unsaved changes. Never rejects. */
  async load(): Promise<void> {
    const isBusy = (): boolean => this.store.getState().isChanged || this.store.getState().isSaving;
    if (isBusy()) return;
    await this.#attempt(async () => {
      const { hash, themes, ...edited } = await this.#engine.call("settings.read", {});
      if (isBusy()) return;
      if (!this.#steps.current || hash !== this.#saved.hash) this.#start(edited, hash);
      this.store.setState({ themes });
      // Makes the preview again, because posts or theme files may have changed.
      this.#page.forget();
      if (this.#steps.current) await this.#page.show(this.store, this.#steps.current);
    });
  }

  /** The settings in `blog.yaml`, without unsaved changes. */
  get savedValues(): Values {
    return this.#saved.values ?? {};
  }

  /** Replaces all values. Calls with the same `name` are one undo step until `endStep` is called. */
  change(values: Values, name: string): void {
    this.#push({ source: this.#source, values, files: this.#steps.files }, name);
    this.store.setState({ values });
  }

  setText(text: string): void {
    if (text === this.store.getState().text) return;
    this.#push({ source: text, values: null, files: this.#steps.files }, "text");
    this.store.setState({ text });
  }

  /**
   * Reads a file of a theme, or `own.css`. Rejects with `theme.noFile` or a code that begins with `file.`.
   * If a draft of the file exists, `text` is the draft.
   */
  openFile(theme: string, path: string): Promise<EditedThemeFile> {
    return this.#bases.open(theme, path, this.#steps.files);
  }

  /** Changes an opened file of a theme. If the text is null, the file is removed from the blog. */
  setFile(blogPath: string, text: string | null): void {
    const step = this.#steps.current;
    if (!step || this.#steps.files.get(blogPath) === text) return;
    const files = new Map(this.#steps.files).set(blogPath, text);
    this.#push({ ...step, files }, `file ${blogPath}`);
    this.store.setState({ files });
  }

  /** Lists the themes again, after a theme was added. */
  async loadThemes(): Promise<void> {
    const { themes } = await this.#engine.call("settings.read", {});
    this.store.setState({ themes });
  }

  /** Ends the current undo step, for instance because the field has lost the focus. */
  endStep(): void {
    this.#steps.end();
  }

  undo(): void {
    this.#go(-1);
  }

  redo(): void {
    this.#go(1);
  }

  /** Shows the front page or the page of the newest post. */
  showPage(shownPage: "front" | "post"): void {
    if (shownPage === this.store.getState().shownPage) return;
    this.store.setState({ shownPage });
    this.#later();
  }

  async discard(): Promise<void> {
    this.#steps.start([]);
    this.#bases.forget();
    this.#journal.update(false);
    this.store.setState({ isChanged: false, isConflict: false, error: null });
    await this.load();
  }

  /** Writes unsaved changes into the journal now. Resolves with true if the journal contains them. */
  flush(): Promise<boolean> {
    return this.#journal.flush();
  }

  /**
   * Restores changes from the journal as unsaved changes. An undo removes them again.
   * First copies unsaved changes of this window into another journal entry. Rejects if that fails.
   */
  async restore({ saved, source, values, files, bases }: SettingsChanges): Promise<void> {
    await this.#journal.putAside();
    const { hash, themes } = await this.#engine.call("settings.read", {});
    this.#saved = saved;
    this.#bases.restore(bases);
    const step = { source, values, files: new Map(files) };
    this.#steps.start([{ ...saved, files: emptyDraft.files }, step]);
    this.store.setState({ ...shownOf(step), themes, isConflict: hash !== saved.hash });
    this.#updateIsChanged();
    this.#later();
  }

  /**
   * Writes `blog.yaml`. Resolves with true after success. Never rejects. Does nothing during a save.
   * If `moving` is "ask" and published pages would get new addresses, only stores their number in `moved`.
   */
  async save(moving: "ask" | "redirect" | "break" = "ask"): Promise<boolean> {
    if (this.store.getState().isSaving) return false;
    this.store.setState({ isSaving: true, moved: 0 });
    const isSaved = await this.#attempt(async () => {
      await this.#updateAll();
      const { text, values } = this.store.getState();
      const [source, files] = [this.#source, this.#bases.changesIn(this.#steps.files)];
      if (text === null) return false;
      const moved = moving === "ask" ? (await this.#engine.call("settings.moved", { text })).pages : 0;
      this.store.setState({ moved });
      if (moved > 0) return false;
      const input = { text, baseHash: this.#saved.hash, files, redirect: moving === "redirect" };
      const { hash, fileHashes } = await this.#engine.call("settings.save", input);
      this.#saved = { source, values, hash };
      this.#bases.saved(files, fileHashes);
      this.endStep();
      this.#updateIsChanged();
      return true;
    });
    this.store.setState({ isSaving: false });
    // Loads the file again after a save with redirects, because the engine has added the redirects.
    if (isSaved && moving === "redirect")
      await (this.store.getState().isChanged ? this.mergeWithFile() : this.discard());
    this.store.setState({ isSaved });
    return isSaved;
  }

  /** Applies the unsaved changes to another program's version of the file. The changes must be YAML. */
  async mergeWithFile(): Promise<void> {
    await this.#attempt(async () => {
      await this.#updateAll();
      const { values: mine, problems } = this.store.getState();
      expectYaml(problems);
      const { hash, text, values } = await this.#engine.call("settings.read", {});
      const both = merged(this.#saved.values ?? {}, mine ?? {}, values ?? {}) as Values;
      this.#saved = { source: text, values, hash };
      await this.#bases.renew(this.#steps.files);
      this.#push({ source: text, values: both, files: this.#steps.files }, "");
      this.store.setState({ values: both, isConflict: false });
    });
  }

  /** The text of `blog.yaml` into which the next change of the settings is written. */
  get #source(): string {
    return this.#steps.current?.source ?? this.#saved.source;
  }

  #changes(): SettingsChanges {
    const { text } = this.store.getState();
    const { source = this.#source, values = null, files = emptyDraft.files } = this.#steps.current ?? {};
    const opened = { files: [...files], bases: this.#bases.of(files) };
    return { saved: this.#saved, source, values, text: text ?? source, ...opened };
  }

  #start(edited: EditedSettings, hash: string): void {
    const [{ text, values }, { files }] = [edited, emptyDraft];
    this.#saved = { source: text, values, hash };
    this.#steps.start([{ source: text, values, files }]);
    this.store.setState({ ...edited, files, isChanged: false, isConflict: false, error: null });
    this.#updateIsChanged();
  }

  #push(step: Step, name: string): void {
    this.#steps.push(step, name);
    this.#updateIsChanged();
    this.#later();
  }

  #go(by: -1 | 1): void {
    const step = this.#steps.go(by);
    if (!step) return;
    this.store.setState(shownOf(step));
    this.#updateIsChanged();
    this.#later();
  }

  #updateIsChanged(): void {
    const step = this.#steps.current;
    const hasFiles = step !== undefined && this.#bases.changesIn(step.files).length > 0;
    const isChanged = hasFiles || (step !== undefined && differs(step, this.#saved));
    this.#journal.update(isChanged);
    this.store.setState({
      isChanged,
      moved: 0,
      isSaved: false,
      canUndo: this.#steps.canUndo,
      canRedo: this.#steps.canRedo,
      error: null,
    });
  }

  /** Shows a single change at once. After several quick changes, waits until the author pauses. */
  #later(): void {
    clearTimeout(this.#timer);
    const now = performance.now();
    const update = (): void => void this.#attempt(() => this.#update());
    // Calls the engine before the window renders the change, so that both work at the same time.
    if (now - this.#changedAt > pause) update();
    else this.#timer = setTimeout(update, pause);
    this.#changedAt = now;
  }

  /**
   * Updates the store and the preview to the current undo step. Resolves with false if that step is replaced.
   * If `isShown` is false, ignores errors of the preview, so that a theme with such errors can be saved.
   */
  #update(isShown = true): Promise<boolean> {
    clearTimeout(this.#timer);
    return this.#updates.run(async () => {
      const step = this.#steps.current;
      if (!step) return true;
      const { source: text, values } = step;
      const editing = this.#engine.call("settings.edit", { text, values });
      // Requests the page before the `await`. Later, the request would also wait for the window's rendering.
      const early = this.#page.show(this.store, step, this.#steps);
      early.catch(() => undefined);
      const edited = await editing;
      if (this.#steps.current !== step) return early.catch(() => undefined).then(() => false);
      const parsed = values === null ? { ...step, values: edited.values } : step;
      this.#steps.replace(parsed);
      this.store.setState((state) => withEdited(state, edited));
      this.#updateIsChanged();
      const showing = values === null ? this.#page.show(this.store, parsed, this.#steps) : early;
      await (isShown ? showing : showing.catch(() => undefined));
      return this.#steps.current === parsed;
    });
  }

  async #updateAll(): Promise<void> {
    while (!(await this.#update(false)));
  }

  /** Runs `work` and stores its error. Resolves with false if `work` rejects or resolves with false. */
  async #attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      return (await work()) !== false;
    } catch (reason) {
      this.store.setState(failureOf(reason));
      return false;
    }
  }
}
