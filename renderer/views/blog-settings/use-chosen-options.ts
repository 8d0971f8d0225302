import { useRef } from "react";
import { withSetting } from "../../state/blog-settings/setting-schema.ts";
import { isMap, type Values, valueAt } from "../../state/blog-settings/setting-values.ts";
import { useSettings } from "./use-settings.ts";

/**
 * Returns a function that chooses a theme and restores the options last chosen for this theme.
 * Removes options of the previous theme that the new theme does not have.
 */
export function useChosenOptions(): (name: string) => void {
  const { draft, themes } = useSettings();
  const before = useRef(new Map<string, Values>());
  return (name) => {
    const { values } = draft.store.getState();
    if (values === null) return;
    const options = valueAt(values, ["themeOptions"]);
    const own = isMap(options) ? options : {};
    before.current.set(String(valueAt(values, ["theme"]) ?? ""), own);
    const theme = themes.find((candidate) => candidate.name === name);
    const fitting = Object.entries(own).filter(([key]) => theme !== undefined && key in theme.options);
    const next = before.current.get(name) ?? Object.fromEntries(fitting);
    const chosen = withSetting(values, draft.savedValues, ["theme"], name);
    const kept = Object.keys(next).length > 0 ? next : undefined;
    draft.change(withSetting(chosen, draft.savedValues, ["themeOptions"], kept), "theme");
  };
}
