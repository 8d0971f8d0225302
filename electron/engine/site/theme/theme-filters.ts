import { languagesToTry, type Theme } from "./theme.ts";
import { encodePath } from "../addresses/urls.ts";

/**
 * A filter for themes: receives the value, the arguments (named ones as pairs), and a function that returns
 * the relative path from the page to the top of the site.
 */
export type ThemeFilter = (value: unknown, args: readonly unknown[], rootUrl: () => string) => unknown;

/** Returns the filters for themes in addition to Liquid's own: `t`, `asset_url`, `number`. */
export function themeFilters(
  theme: Pick<Theme, "assets" | "words">,
  language: string,
): Map<string, ThemeFilter> {
  const words = wordFinder(theme, language);
  const paths = new Map([...theme.assets].map(([name, { path }]) => [name, encodePath(path)]));
  return new Map<string, ThemeFilter>([
    ["t", (key, values) => fill(words(String(key)), values)],
    ["number", (value) => groupDigits(String(value ?? ""))],
    [
      "asset_url",
      (name, _values, rootUrl) => {
        const path = paths.get(String(name));
        if (path === undefined) throw new Error(`the theme has no asset "${String(name)}"`);
        return rootUrl() + path;
      },
    ],
  ]);
}

/**
 * Returns a function that finds the theme's word in the blog's language, else in English, else in any, else
 * returns the key.
 */
export function wordFinder(theme: Pick<Theme, "words">, language: string): (key: string) => string {
  const tables = [...languagesToTry(language), ...theme.words.keys()].flatMap(
    (name) => theme.words.get(name) ?? [],
  );
  return (key) => tables.find((table) => table.has(key))?.get(key) ?? key;
}

/** Replaces `{name}` by the filter's named arguments, which Liquid passes as pairs. */
function fill(text: string, values: readonly unknown[]): string {
  let filled = text;
  for (const value of values) {
    if (!Array.isArray(value)) continue;
    const [name, shown] = [`{${String(value[0])}}`, String(value[1] ?? "")];
    // A function, because replacement strings interpret some characters
    filled = filled.replaceAll(name, () => shown);
  }
  return filled;
}

/** `3212223` → `3,212,223`. Without `Intl`, whose data differ between versions. */
function groupDigits(number: string): string {
  return /^-?\d+$/.test(number) ? number.replace(/\B(?=(\d{3})+$)/g, ",") : number;
}
