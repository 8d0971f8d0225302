import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { defaultAt, withSetting } from "../../state/blog-settings/setting-schema.ts";
import { type SettingPath, valueAt } from "../../state/blog-settings/setting-values.ts";
import type { SettingsDraft } from "../../state/blog-settings/settings-draft.ts";
import type { SettingsDraftState } from "../../state/blog-settings/settings-draft-state.ts";

/** The settings being edited, and functions that read and change single settings. */
export interface EditedSettings extends SettingsDraftState {
  readonly draft: SettingsDraft;
  /** Returns the value in the file, or undefined if the file has none. */
  readonly written: (path: SettingPath) => unknown;
  /** Returns the value in the file, or the default if the file has none. */
  readonly effective: (path: SettingPath) => unknown;
  /** Changes a setting. Undefined removes the setting from the file. */
  readonly set: (path: SettingPath, value: unknown) => void;
}

/** Returns the settings being edited, and renders the component again at each change. */
export function useSettings(): EditedSettings {
  const { settings: draft } = useApp();
  const state = useStore(draft.store);
  const written = (path: SettingPath): unknown => valueAt(state.values, path);
  return {
    ...state,
    draft,
    written,
    effective: (path) => written(path) ?? defaultAt(path),
    set: (path, value) => {
      // Takes the latest values, because one event can change several settings before the next rendering.
      const { values } = draft.store.getState();
      if (values) draft.change(withSetting(values, draft.savedValues, path, value), path.join("."));
    },
  };
}
