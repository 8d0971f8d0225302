import { useMemo, useSyncExternalStore } from "react";
import { useApp } from "../../state/app.ts";
import { defaultAt, withSetting } from "../../state/blog-settings/setting-schema.ts";
import { type SettingPath, valueAt } from "../../state/blog-settings/setting-values.ts";
import type { SettingsDraft } from "../../state/blog-settings/settings-draft.ts";
import type { SettingsDraftState } from "../../state/blog-settings/settings-draft-state.ts";

/** The settings being edited, and functions that read and change single settings. */
export interface EditedSettings extends SettingsDraftState {
  readonly draft: SettingsDraft;
  /** Returns the value in the edited settings, or undefined if they have none. */
  readonly written: (path: SettingPath) => unknown;
  /** Returns the value in the edited settings, or the default if they have none. */
  readonly effective: (path: SettingPath) => unknown;
  /** Changes a setting. The value undefined removes the setting. */
  readonly set: (path: SettingPath, value: unknown) => void;
}

/**
 * Returns the settings being edited. A component renders again only if a property that it reads changes,
 * so that, for instance, a new preview page does not render all fields again.
 */
export function useSettings(): EditedSettings {
  const { settings: draft } = useApp();
  const tracked = useMemo(() => new TrackedSettings(draft), [draft]);
  useSyncExternalStore(draft.store.subscribe, tracked.snapshot);
  return tracked.settings;
}

/** The settings for one component. Records the properties that the component reads. */
class TrackedSettings {
  readonly settings: EditedSettings;
  readonly #read = new Set<keyof SettingsDraftState>();
  readonly #store: SettingsDraft["store"];
  #rendered: SettingsDraftState;

  constructor(draft: SettingsDraft) {
    this.#store = draft.store;
    this.#rendered = draft.store.getState();
    const written = (path: SettingPath): unknown => valueAt(this.settings.values, path);
    this.settings = Object.create(this.#properties(), {
      ...Object.getOwnPropertyDescriptors({
        draft,
        written,
        effective: (path: SettingPath): unknown => written(path) ?? defaultAt(path),
        set: (path: SettingPath, value: unknown): void => {
          const { values } = draft.store.getState();
          if (values) draft.change(withSetting(values, draft.savedValues, path, value), path.join("."));
        },
      }),
    });
  }

  /** Returns the same object as long as the properties that the component reads stay equal. */
  readonly snapshot = (): SettingsDraftState => {
    const now = this.#store.getState();
    for (const name of this.#read) {
      if (now[name] === this.#rendered[name]) continue;
      this.#rendered = now;
      break;
    }
    return this.#rendered;
  };

  /** Returns an object with a getter for each property. The getters return the latest values. */
  #properties(): object {
    const names = Object.keys(this.#rendered) as (keyof SettingsDraftState)[];
    const getterOf = (name: keyof SettingsDraftState) => ({
      enumerable: true,
      get: () => {
        this.#read.add(name);
        return this.#store.getState()[name];
      },
    });
    return Object.defineProperties({}, Object.fromEntries(names.map((name) => [name, getterOf(name)])));
  }
}
