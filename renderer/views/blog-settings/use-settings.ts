import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { defaultAt, withSetting } from "../../state/blog-settings/setting-schema.ts";
import { type SettingPath, valueAt } from "../../state/blog-settings/setting-values.ts";
import type { SettingsDraft, SettingsDraftState } from "../../state/blog-settings/settings-draft.ts";

/** The settings being edited, with functions to read and change single ones. */
export interface EditedSettings extends SettingsDraftState {
  readonly draft: SettingsDraft;
  /** Returns the value in the file; undefined if there is none. */
  readonly written: (path: SettingPath) => unknown;
  /** Returns the value that applies: the value in the file or, without one, the default. */
  readonly effective: (path: SettingPath) => unknown;
  /** Changes a setting; undefined removes it from the file. */
  readonly set: (path: SettingPath, value: unknown) => void;
}

/** Returns the settings being edited. The component renders again at each change. */
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
      // Reads the newest values, not those of the last rendering, because one event may change several
      // settings
      const { values } = draft.store.getState();
      if (values) draft.change(withSetting(values, draft.savedValues, path, value), path.join("."));
    },
  };
}
