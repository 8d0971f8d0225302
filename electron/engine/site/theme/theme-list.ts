import { lstatSync, readdirSync } from "node:fs";
import type { ThemeInfo, ThemeOptionInfo } from "#contract/calls/settings-calls.ts";
import { AppError } from "#contract/errors.ts";
import type { ThemeOption } from "./theme-options.ts";
import { isThemeName, loadTheme, type Theme, type ThemeFolders } from "./theme.ts";

/** Returns the readable built-in themes and the readable themes of the blog, in alphabetical order. */
export function listThemes(folders: ThemeFolders): ThemeInfo[] {
  const builtIn = namesIn(folders.builtIn);
  const names = new Set([...builtIn, ...namesIn(folders.own)]);
  return [...names].toSorted().flatMap((name) => {
    try {
      return [infoOf(loadTheme(name, folders), builtIn.includes(name))];
    } catch (error) {
      if (error instanceof AppError) return [];
      throw error;
    }
  });
}

function namesIn(folder: string | undefined): string[] {
  if (folder === undefined || !lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder).filter(isThemeName);
}

function infoOf({ name, title, description, options }: Theme, isBuiltIn: boolean): ThemeInfo {
  const infos = Object.entries(options).map(([key, option]) => [key, optionInfo(option)] as const);
  return {
    name,
    isBuiltIn,
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
  const shown = (option.kind === "colour" && option.shown) || {};
  return { kind, title: localized(title), default: value, choices, shown };
}

function localized(text: string | Readonly<Record<string, string>> | undefined): Record<string, string> {
  return typeof text === "string" ? { en: text } : { ...text };
}
