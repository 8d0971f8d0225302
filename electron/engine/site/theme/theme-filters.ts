import { directionOf, englishAttributes, languagesToTry } from "#engine/base/languages.ts";
import type { Theme } from "./theme.ts";
import { encodePath } from "../addresses/urls.ts";

/** A filter that Hitofude adds for themes. In `args`, a named argument is a pair of name and value. */
export type ThemeFilter = (value: unknown, args: readonly unknown[], rootUrl: () => string) => unknown;

/** Returns the filters that Hitofude adds to the filters of LiquidJS: `t`, `asset_url`, `number`. */
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
 * Creates the lookup of the theme's words by key. If a key has no word, the lookup returns the key.
 * Looks for the word in the blog's language first, then in English, then in all other languages.
 */
export function wordFinder(theme: Pick<Theme, "words">, language: string): (key: string) => string {
  const own = languagesToTry(language).slice(0, -1);
  const tables = [...own, "en", ...theme.words.keys()].map((name) => ({
    words: theme.words.get(name),
    isForeign: !own.includes(name),
  }));
  const mirrorsForeign = directionOf(language) === "rtl";
  return (key) => {
    const found = tables.find(({ words }) => words?.has(key));
    const word = found?.words?.get(key) ?? key;
    return found?.isForeign && mirrorsForeign ? mirrored(word) : word;
  };
}

const turned: Readonly<Record<string, string>> = { "←": "→", "→": "←", "⇒": "⇐" };

/**
 * Adapts a text to languages that are written from right to left.
 * Moves an arrow at one end of the text to the other end, and reverses the arrow.
 */
function mirrored(word: string): string {
  const [, before = "", text = word, after = ""] = /^([←→⇒] ?)?(.*?)( ?[←→⇒])?$/.exec(word) ?? [];
  const turn = (mark: string): string =>
    [...mark]
      .reverse()
      .map((sign) => turned[sign] ?? sign)
      .join("");
  return turn(after) + text + turn(before);
}

/**
 * Returns the HTML attributes that state the language of the theme's words.
 * Returns "" if the theme has words in the blog's language, or has no English words.
 */
export function wordsLangHtml({ words }: Pick<Theme, "words">, language: string): string {
  const own = languagesToTry(language).slice(0, -1);
  if (own.some((name) => words.has(name)) || !words.has("en")) return "";
  return englishAttributes(language);
}

/** Replaces `{name}` with the filter's argument `name`. LiquidJS passes named arguments as pairs. */
function fill(text: string, values: readonly unknown[]): string {
  let filled = text;
  for (const value of values) {
    if (!Array.isArray(value)) continue;
    const [name, shown] = [`{${String(value[0])}}`, String(value[1] ?? "")];
    // The replacement is a function, because `replaceAll` would interpret `$` in a string.
    filled = filled.replaceAll(name, () => shown);
  }
  return filled;
}

/**
 * Groups the digits of a number: `3212223` → `3,212,223`.
 * Does not use `Intl`, because its results differ between versions.
 */
function groupDigits(number: string): string {
  return /^-?\d+$/.test(number) ? number.replace(/\B(?=(\d{3})+$)/g, ",") : number;
}
