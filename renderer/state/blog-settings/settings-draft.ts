import { createStore, type StoreApi } from "zustand/vanilla";
import type { EditedSettings } from "#contract/calls/settings-calls.ts";
import type { Client } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { merged, type Values } from "./setting-values.ts";
import {
  differs,
  emptyDraft,
  expectYaml,
  failureOf,
  isDeadLink,
  type Saved,
  type SettingsDraftState,
  type Step,
} from "./settings-draft-state.ts";
import { type EditedThemeFile, type FileDrafts, ThemeFileBases } from "./theme-drafts.ts";

/** Pause in typing before text and preview are updated, in milliseconds. */
const pause = 250;
/** Maximum number of undo steps. */
const mostSteps = 200;

/**
 * The settings of the blog while they are edited, with undo and a preview.
 * Closing the sheet keeps the edited settings.
 */
export class SettingsDraft {
  readonly store: StoreApi<SettingsDraftState> = createStore(() => emptyDraft);
  readonly #engine: Client<EngineContract>;
  #saved: Saved = { source: "", values: null, hash: "" };
  #steps: Step[] = [];
  /** The name of the change in progress, or "". Changes with the same name belong to the same undo step. */
  #open = "";
  #at = 0;
  /** Time of the last change in milliseconds, as `performance.now()` counts them. */
  #changedAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The update in progress. The next update waits for it, so that results arrive in order. */
  #running: Promise<unknown> = Promise.resolve();
  #shown: { readonly key: string; readonly files: FileDrafts } | undefined;
  readonly #bases: ThemeFileBases;

  constructor(engine: Client<EngineContract>) {
    this.#engine = engine;
    this.#bases = new ThemeFileBases(engine);
  }

  /** Loads the settings from `blog.yaml`, unless there are unsaved changes. Never rejects. */
  async load(): Promise<void> {
    const isBusy = (): boolean => this.store.getState().isChanged || this.store.getState().isSaving;
    if (isBusy()) return;
    await this.#attempt(async () => {
      const { hash, themes, ...edited } = await this.#engine.call("settings.read", {});
      if (isBusy()) return;
      if (this.#steps.length === 0 || hash !== this.#saved.hash) this.#start(edited, hash);
      this.store.setState({ themes });
      // The preview is made again, because posts or theme files may have changed.
      this.#shown = undefined;
      await this.#preview();
    });
  }

  /** The values in the file. */
  get savedValues(): Values {
    return this.#saved.values ?? {};
  }

  /** Replaces all values. Successive calls with the same `name` are one undo step until `endStep`. */
  change(values: Values, name: string): void {
    this.#push({ source: this.#source, values, files: this.#files }, name);
    this.store.setState({ values });
  }

  setText(text: string): void {
    if (text === this.store.getState().text) return;
    this.#push({ source: text, values: null, files: this.#files }, "text");
    this.store.setState({ text });
  }

  /**
   * Reads a file of a theme, or `own.css`, to be edited. Rejects with `theme.noFile` or `file.*`.
   * If a draft of the file exists, `text` is the draft.
   */
  async openFile(theme: string, path: string): Promise<EditedThemeFile> {
    const { blogPath, original, text } = await this.#bases.read(theme, path);
    const draft = this.#files.get(blogPath);
    return { blogPath, original, text: (draft === undefined ? text : draft) ?? original ?? "" };
  }

  /** Changes an opened file of a theme. If the text is null, the file is removed from the blog. */
  setFile(blogPath: string, text: string | null): void {
    const step = this.#step;
    if (!step || this.#files.get(blogPath) === text) return;
    const files = new Map(this.#files).set(blogPath, text);
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
    this.#open = "";
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
    this.#steps = [];
    this.#bases.forget();
    this.store.setState({ isChanged: false, isConflict: false, error: null });
    await this.load();
  }

  /**
   * Writes `blog.yaml` and resolves with true if that succeeded. Never rejects. Does nothing during a save.
   * "ask": if published pages would get other addresses, writes nothing and sets `moved` in the store.
   */
  async save(moving: "ask" | "redirect" | "break" = "ask"): Promise<boolean> {
    if (this.store.getState().isSaving) return false;
    this.store.setState({ isSaving: true, moved: 0 });
    const isSaved = await this.#attempt(async () => {
      await this.#updateAll();
      const { text, values } = this.store.getState();
      const [source, files] = [this.#source, this.#bases.changesIn(this.#files)];
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
    // The engine has added the redirects to the file.
    if (isSaved && moving === "redirect")
      await (this.store.getState().isChanged ? this.mergeWithFile() : this.discard());
    this.store.setState({ isSaved });
    return isSaved;
  }

  /** Applies the unsaved changes to the file that another program wrote. Fails if they are not YAML. */
  async mergeWithFile(): Promise<void> {
    await this.#attempt(async () => {
      await this.#updateAll();
      const { values: mine, problems } = this.store.getState();
      expectYaml(problems);
      const { hash, text, values } = await this.#engine.call("settings.read", {});
      const both = merged(this.#saved.values ?? {}, mine ?? {}, values ?? {}) as Values;
      this.#saved = { source: text, values, hash };
      await this.#bases.renew(this.#files);
      this.#push({ source: text, values: both, files: this.#files }, "");
      this.store.setState({ values: both, isConflict: false });
    });
  }

  get #step(): Step | undefined {
    return this.#steps[this.#at];
  }

  /** The text of `blog.yaml` into which the next step writes its values. */
  get #source(): string {
    return this.#step?.source ?? this.#saved.source;
  }

  get #files(): FileDrafts {
    return this.#step?.files ?? emptyDraft.files;
  }

  #start(edited: EditedSettings, hash: string): void {
    const { text, values } = edited;
    this.#saved = { source: text, values, hash };
    const { files } = emptyDraft;
    this.#steps = [{ source: text, values, files }];
    this.#at = 0;
    this.store.setState({ ...edited, files, isChanged: false, isConflict: false, error: null });
    this.#updateIsChanged();
  }

  #push(step: Step, name: string): void {
    const isSameStep = name !== "" && this.#open === name && this.#at > 0;
    this.#open = name;
    this.#steps = [...this.#steps.slice(0, this.#at + (isSameStep ? 0 : 1)), step].slice(-mostSteps);
    this.#at = this.#steps.length - 1;
    this.#updateIsChanged();
    this.#later();
  }

  #go(by: -1 | 1): void {
    const step = this.#steps[this.#at + by];
    if (!step) return;
    this.endStep();
    this.#at += by;
    const shown = step.values === null ? { text: step.source } : { values: step.values };
    this.store.setState({ ...shown, files: step.files });
    this.#updateIsChanged();
    this.#later();
  }

  #updateIsChanged(): void {
    const step = this.#step;
    const hasFiles = step !== undefined && this.#bases.changesIn(step.files).length > 0;
    const isChanged = hasFiles || (step !== undefined && differs(step, this.#saved));
    this.store.setState({
      isChanged,
      moved: 0,
      isSaved: false,
      canUndo: this.#at > 0,
      canRedo: this.#at < this.#steps.length - 1,
      error: null,
    });
  }

  /** Shows a single change at once. After several quick changes, waits until the author pauses. */
  #later(): void {
    clearTimeout(this.#timer);
    const now = performance.now();
    const isSingle = now - this.#changedAt > pause;
    this.#changedAt = now;
    this.#timer = setTimeout(() => void this.#attempt(() => this.#update()), isSingle ? 0 : pause);
  }

  /**
   * Updates text, values, problems and preview to the current step.
   * Resolves with false if the author has made a further change meanwhile.
   * If `isShown` is false, ignores errors of the preview. Thus, even a theme without a preview can be saved.
   */
  #update(isShown = true): Promise<boolean> {
    clearTimeout(this.#timer);
    const run = this.#running.then(async () => {
      const step = this.#step;
      if (!step) return true;
      const { source, values } = step;
      const edited = await this.#engine.call("settings.edit", { text: source, values });
      if (this.#step !== step) return false;
      const parsed = values === null ? { ...step, values: edited.values } : step;
      this.#steps[this.#at] = parsed;
      const links = this.store.getState().problems.filter(isDeadLink);
      this.store.setState({ ...edited, problems: [...edited.problems, ...links] });
      this.#updateIsChanged();
      if (isShown) await this.#preview();
      else await this.#preview().catch(() => undefined);
      return this.#step === parsed;
    });
    this.#running = run.catch(() => undefined);
    return run;
  }

  /** Repeats the update if the author has made a further change meanwhile. */
  async #updateAll(): Promise<void> {
    while (!(await this.#update(false)));
  }

  async #preview(): Promise<void> {
    const { text, values, shownPage } = this.store.getState();
    const key = `${shownPage}\n${text}`;
    const files = this.#files;
    const isShown = this.#shown?.key === key && this.#shown.files === files;
    // A text that is not YAML has no preview, so the last page stays visible.
    if (text === null || values === null || isShown) return;
    const shown = { text, page: shownPage, files: Object.fromEntries(files) };
    const { url, html, problems: links } = await this.#engine.call("settings.preview", shown);
    this.#shown = { key, files };
    this.store.setState(({ page, problems }) => ({
      page: { url, html, version: (page?.version ?? 0) + 1 },
      problems: [...problems.filter((problem) => !isDeadLink(problem)), ...links],
    }));
  }

  /** Carries out `work` and stores its error. Resolves with false after an error, or if `work` does. */
  async #attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      return (await work()) !== false;
    } catch (reason) {
      this.store.setState(failureOf(reason));
      return false;
    }
  }
}
