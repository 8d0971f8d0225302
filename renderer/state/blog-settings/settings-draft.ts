import { createStore, type StoreApi } from "zustand/vanilla";
import type { EditedSettings, ThemeInfo } from "#contract/calls/settings-calls.ts";
import type { Client } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { type AppError, fromWireError, type Problem, toWireError } from "#contract/errors.ts";
import { isSameFile, merged, type Values } from "./setting-values.ts";

export interface SettingsDraftState {
  /** The text of `blog.yaml` with all changes; null until the file is loaded. */
  readonly text: string | null;
  /** The values to show; null if the text is not YAML. */
  readonly values: Values | null;
  readonly problems: readonly Problem[];
  /** Addresses of the next posts, by section. */
  readonly addresses: Readonly<Record<string, readonly string[]>>;
  readonly themes: readonly ThemeInfo[];
  /** The preview page that shows the values; null until it is made. */
  readonly page: { readonly url: string; readonly version: number } | null;
  readonly shownPage: "front" | "post";
  readonly isChanged: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly isSaving: boolean;
  /** Whether the changes were saved and nothing has changed since. */
  readonly isSaved: boolean;
  /** Whether saving was refused because another program had changed the file. */
  readonly isConflict: boolean;
  readonly error: AppError | null;
}

/** A state of the settings in the undo list. */
interface Step {
  /** The text of `blog.yaml` into which `values` are written. */
  readonly source: string;
  /** Null if `source` was edited as text, and its values are not known yet or cannot be read. */
  readonly values: Values | null;
}

interface Saved extends Pick<Step, "source"> {
  readonly values: Values | null;
  readonly hash: string;
}

/** Pause in typing before text and preview are updated, in milliseconds. */
const pause = 250;
/** Maximum number of undo steps. */
const mostSteps = 200;

const empty: SettingsDraftState = {
  text: null,
  values: null,
  problems: [],
  addresses: {},
  themes: [],
  page: null,
  shownPage: "front",
  isChanged: false,
  canUndo: false,
  canRedo: false,
  isSaving: false,
  isSaved: false,
  isConflict: false,
  error: null,
};

/** The settings of the blog being edited, with undo and a preview; kept when the sheet is closed. */
export class SettingsDraft {
  readonly store: StoreApi<SettingsDraftState> = createStore(() => empty);
  readonly #engine: Client<EngineContract>;
  #saved: Saved = { source: "", values: null, hash: "" };
  #steps: Step[] = [];
  /** The name of the change in progress, to which changes with the same name are added; "" if none. */
  #open = "";
  #at = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The update in progress; the next update waits for it, so that results arrive in order. */
  #running: Promise<void> = Promise.resolve();
  #shown: string | undefined;

  constructor(engine: Client<EngineContract>) {
    this.#engine = engine;
  }

  /** Loads the settings from `blog.yaml`, unless there are unsaved changes; never rejects. */
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

  /** Replaces all values; successive calls with the same `name` are one undo step until `endStep`. */
  change(values: Values, name: string): void {
    this.#push({ source: this.#source, values }, name);
    this.store.setState({ values });
  }

  setText(text: string): void {
    if (text === this.store.getState().text) return;
    this.#push({ source: text, values: null }, "text");
    this.store.setState({ text });
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
    this.store.setState({ isChanged: false, isConflict: false, error: null });
    await this.load();
  }

  /** Writes `blog.yaml` and resolves with true if that succeeded; never rejects. */
  async save(): Promise<boolean> {
    this.store.setState({ isSaving: true });
    const isSaved = await this.#attempt(async () => {
      await this.#update();
      const { text, values } = this.store.getState();
      const source = this.#source;
      if (text === null) return;
      const { hash } = await this.#engine.call("settings.save", { text, baseHash: this.#saved.hash });
      this.#saved = { source, values, hash };
      this.endStep();
      this.#tellChanged();
    });
    this.store.setState({ isSaving: false, isSaved });
    return isSaved;
  }

  /** Loads the file that another program wrote, and applies the unsaved changes to it. */
  async mergeWithFile(): Promise<void> {
    await this.#attempt(async () => {
      const mine = this.store.getState().values;
      const { hash, text, values } = await this.#engine.call("settings.read", {});
      const both = merged(this.#saved.values ?? {}, mine ?? {}, values ?? {}) as Values;
      this.#saved = { source: text, values, hash };
      this.#push({ source: text, values: both }, "");
      this.store.setState({ values: both, isConflict: false });
    });
  }

  get #step(): Step | undefined {
    return this.#steps[this.#at];
  }

  /** The text of `blog.yaml` into which the values of the next step are written. */
  get #source(): string {
    return this.#step?.source ?? this.#saved.source;
  }

  #start(edited: EditedSettings, hash: string): void {
    const { text, values, problems, addresses } = edited;
    this.#saved = { source: text, values, hash };
    this.#steps = [{ source: text, values }];
    this.#at = 0;
    this.store.setState({
      text,
      values,
      problems,
      addresses,
      isChanged: false,
      isConflict: false,
      error: null,
    });
    this.#tellChanged();
  }

  #push(step: Step, name: string): void {
    const isSameStep = name !== "" && this.#open === name && this.#at > 0;
    this.#open = name;
    const before = this.#steps.slice(0, isSameStep ? this.#at : this.#at + 1);
    this.#steps = [...before, step].slice(-mostSteps);
    this.#at = this.#steps.length - 1;
    this.#tellChanged();
    this.#later();
  }

  #go(by: -1 | 1): void {
    const step = this.#steps[this.#at + by];
    if (!step) return;
    this.endStep();
    this.#at += by;
    if (step.values !== null) this.store.setState({ values: step.values });
    if (step.values === null) this.store.setState({ text: step.source });
    this.#tellChanged();
    this.#later();
  }

  #tellChanged(): void {
    const step = this.#step;
    const { source, values } = this.#saved;
    const isChanged =
      step !== undefined &&
      (step.source !== source || (step.values !== null && !isSameFile(step.values, values)));
    this.store.setState({
      isChanged,
      isSaved: false,
      canUndo: this.#at > 0,
      canRedo: this.#at < this.#steps.length - 1,
      error: null,
    });
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#attempt(() => this.#update()), pause);
  }

  /** Updates text, values, problems and preview to the current step. */
  #update(): Promise<void> {
    clearTimeout(this.#timer);
    const run = this.#running.then(async () => {
      const step = this.#step;
      if (!step) return;
      const { source, values } = step;
      const edited = await this.#engine.call("settings.edit", { text: source, values });
      if (this.#step !== step) return;
      if (values === null) this.#steps[this.#at] = { ...step, values: edited.values };
      this.store.setState(edited);
      this.#tellChanged();
      await this.#preview();
    });
    this.#running = run.catch(() => undefined);
    return run;
  }

  async #preview(): Promise<void> {
    const { text, values, shownPage } = this.store.getState();
    const key = `${shownPage}\n${text}`;
    // A text that is not YAML has no preview, so the last page stays visible.
    if (text === null || values === null || this.#shown === key) return;
    const { url } = await this.#engine.call("settings.preview", { text, page: shownPage });
    this.#shown = key;
    this.store.setState(({ page }) => ({ page: { url, version: (page?.version ?? 0) + 1 } }));
  }

  async #attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (reason) {
      const error = fromWireError(toWireError(reason));
      if (error.code === "blog.settingsChanged") this.store.setState({ isConflict: true });
      else this.store.setState({ error });
      return false;
    }
  }
}
