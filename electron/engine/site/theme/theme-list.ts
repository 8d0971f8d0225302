import { readdirSync } from "node:fs";
import type { ThemeInfo, ThemeOptionInfo } from "#contract/calls/settings-calls.ts";
import { AppError } from "#contract/errors.ts";
import type { ThemeOption } from "./theme-options.ts";
import { loadTheme, type Theme, type ThemeFolders } from "./theme.ts";

/** Returns the built-in themes in alphabetical order, without folders that cannot be read as themes. */
export function listThemes(folders: ThemeFolders): ThemeInfo[] {
  return readdirSync(folders.builtIn)
    .toSorted()
    .flatMap((name) => {
      try {
        return [infoOf(loadTheme(name, folders))];
      } catch (error) {
        if (error instanceof AppError) return [];
        throw error;
      }
    });
}

function infoOf({ name, title, description, options }: Theme): ThemeInfo {
  const infos = Object.entries(options).map(([key, option]) => [key, optionInfo(option)] as const);
  return {
    name,
    title: localized(title),
    description: localized(description),
    options: Object.fromEntries(infos),
  };
}

function optionInfo(option: ThemeOption): ThemeOptionInfo {
  const { kind, title, default: value } = option;
  const choices =
    option.kind === "choice"
      ? option.choices.map((choice) => ({ value: choice, title: localized(option.labels?.[choice]) }))
      : [];
  return { kind, title: localized(title), default: value, choices };
}

function localized(text: string | Readonly<Record<string, string>> | undefined): Record<string, string> {
  return typeof text === "string" ? { en: text } : { ...text };
}
