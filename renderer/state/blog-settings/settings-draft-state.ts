import type { StoreApi } from "zustand/vanilla";
import type { ThemeInfo } from "#contract/calls/settings-calls.ts";
import { AppError, type Problem, toAppError } from "#contract/errors.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import type { Client } from "#contract/rpc/definition.ts";
import { isSameFile, type Values } from "./setting-values.ts";
import type { FileDrafts } from "./theme-drafts.ts";

/** A state of the settings in the undo list. */
export interface Step {
  /** The text of `blog.yaml` into which `values` are written. */
  readonly source: string;
  /**
   * The values of the settings. Null if the text is not YAML.
   * After an edit of the text, `values` is null until the engine has parsed the text.
   */
  readonly values: Values | null;
  readonly files: FileDrafts;
}

/** The settings in `blog.yaml`, and the hash of this file. */
export interface Saved extends Pick<Step, "source" | "values"> {
  readonly hash: string;
}

/** A page of the preview. A newer state of the page has a higher `version`. */
export interface PreviewedPage {
  readonly url: string;
  readonly version: number;
  readonly html: string;
}

export interface SettingsDraftState {
  /** The text of `blog.yaml` with all changes, or null until the file is loaded. */
  readonly text: string | null;
  /** The values to show, or null if the text is not YAML. */
  readonly values: Values | null;
  /** Maps the blog path of a theme file to its newest text, saved or not. Null means a removed file. */
  readonly files: FileDrafts;
  readonly problems: readonly Problem[];
  /** For each section, the addresses that new posts would get today and on the next two days. */
  readonly addresses: Readonly<Record<string, readonly string[]>>;
  readonly themes: readonly ThemeInfo[];
  /** The preview page that shows the values, or null until it is made. */
  readonly page: PreviewedPage | null;
  readonly shownPage: "front" | "post";
  readonly isChanged: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly isSaving: boolean;
  /** True after a save until the next change. */
  readonly isSaved: boolean;
  /** Number of published pages whose addresses a save would change. 0 if the author need not be asked. */
  readonly moved: number;
  /** Whether saving was refused because another program has changed the file. */
  readonly isConflict: boolean;
  readonly error: AppError | null;
}

/** The draft of the settings before `blog.yaml` is loaded. */
export const emptyDraft: SettingsDraftState = {
  text: null,
  values: null,
  files: new Map(),
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
  moved: 0,
  isConflict: false,
  error: null,
};

/**
 * Returns the state after the engine has written the values into the text of `blog.yaml`.
 * Keeps the objects of equal values, so that forms are not rendered again.
 * Keeps problems about broken links, because only the preview finds them.
 */
export function withEdited(
  { values, problems }: SettingsDraftState,
  edited: Pick<SettingsDraftState, "text" | "values" | "problems" | "addresses">,
): Partial<SettingsDraftState> {
  const all = [...edited.problems, ...problems.filter(isDeadLink)];
  return {
    ...edited,
    values: isSameFile(edited.values, values) ? values : edited.values,
    problems: all.length + problems.length === 0 ? problems : all,
  };
}

/** Whether a problem is a broken link. Only the preview of the settings finds broken links. */
export function isDeadLink({ code }: Problem): boolean {
  return code === "link.dead";
}

/** Returns the state after a failure: a conflict if another program changed a file, otherwise the error. */
export function failureOf(reason: unknown): Partial<Pick<SettingsDraftState, "isConflict" | "error">> {
  const error = toAppError(reason);
  const isConflict = error.code === "blog.settingsChanged" || error.code === "theme.fileChanged";
  return isConflict ? { isConflict } : { error };
}

/** Returns the values of an undo step, or its text if it has no values. The engine computes the rest. */
export function shownOf(
  step: Step,
): Pick<SettingsDraftState, "files"> & Partial<Pick<SettingsDraftState, "text" | "values">> {
  const { source, values, files } = step;
  return values === null ? { text: source, files } : { values, files };
}

/** Whether the settings of an undo step differ from the settings in the file. */
export function differs({ source, values }: Step, saved: Saved): boolean {
  return source !== saved.source || (values !== null && !isSameFile(values, saved.values));
}

/** Throws `blog.settingsSyntax` if one of the problems says that the text is not YAML. */
export function expectYaml(problems: readonly Problem[]): void {
  const broken = problems.find(({ code }) => code === "blog.settingsSyntax");
  if (broken) throw new AppError(broken.code, broken.values);
}

/** Makes the preview page of the settings. */
export class ShownPage {
  readonly #engine: Client<EngineContract>;
  #shown: { readonly key: string; readonly files: FileDrafts } | undefined;
  /** Numbers of the newest request for a page, and of the request whose page is shown. */
  #requested = 0;
  #answered = 0;

  constructor(engine: Client<EngineContract>) {
    this.#engine = engine;
  }

  /** Must be called if other parts of the blog may have changed, so that `show` makes the page again. */
  forget(): void {
    this.#shown = undefined;
  }

  /**
   * Makes the preview page for an undo step's settings and theme files, unless the page is shown already.
   * If `steps` is given, shows the page only if `step` is still the current step when the page is ready.
   * Never replaces the page of a later request.
   */
  async show(
    store: StoreApi<SettingsDraftState>,
    step: Step,
    steps?: { readonly current: Step | undefined },
  ): Promise<void> {
    const { source, values, files } = step;
    const { shownPage } = store.getState();
    const key = JSON.stringify([shownPage, source, values]);
    const isShown = this.#shown?.key === key && this.#shown.files === files;
    // Makes no preview of a text that is not YAML, so that the last page stays visible.
    if (values === null || isShown) return;
    const shown = { text: source, values, page: shownPage, files: Object.fromEntries(files) };
    this.#requested += 1;
    const request = this.#requested;
    const { url, html, problems: links } = await this.#engine.call("settings.preview", shown);
    if (request < this.#answered || (steps && steps.current !== step)) return;
    this.#answered = request;
    this.#shown = { key, files };
    store.setState(({ page, problems }) => ({
      page: { url, html, version: (page?.version ?? 0) + 1 },
      problems: links.length === 0 && !problems.some(isDeadLink) ? problems : withLinks(problems, links),
    }));
  }
}

/** Replaces the problems about broken links with `links`. */
function withLinks(problems: readonly Problem[], links: readonly Problem[]): readonly Problem[] {
  return [...problems.filter((problem) => !isDeadLink(problem)), ...links];
}
