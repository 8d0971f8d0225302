import type { Site } from "../model/site.ts";
import type { Theme } from "../theme/theme.ts";
import { wordFinder } from "../theme/theme-filters.ts";

type Finder = (key: string) => string;

const finders = new WeakMap<Theme, Map<string, Finder>>();

/** Returns a word in the blog's language: from the theme, or else from the words that all themes share. */
export function siteWord({ theme, settings }: Pick<Site, "theme" | "settings">, key: string): string {
  const known = finders.get(theme) ?? new Map<string, Finder>();
  finders.set(theme, known);
  const find = known.get(settings.language) ?? wordFinder(theme, settings.language);
  known.set(settings.language, find);
  return find(key);
}
