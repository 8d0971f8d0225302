import type { FilterImplOptions } from "liquidjs";
import { languagesToTry, type Theme } from "./theme.ts";
import { encodePath } from "./urls.ts";

/** The filters that themes have beside Liquid's own: `t`, `asset_url`, `number`. */
export function themeFilters(
  theme: Pick<Theme, "assets" | "words">,
  language: string,
): Map<string, FilterImplOptions> {
  const words = wordFinder(theme, language);
  return new Map<string, FilterImplOptions>([
    ["t", (key: unknown, ...values: unknown[]) => fill(words(String(key)), values)],
    ["number", (value: unknown) => groupDigits(String(value ?? ""))],
    [
      "asset_url",
      function (name: unknown) {
        const asset = theme.assets.get(String(name));
        if (!asset) throw new Error(`the theme has no asset "${String(name)}"`);
        const root = this.context.getSync(["page", "root_url"]);
        return `${typeof root === "string" ? root : rootInGlobals(this.context.globals)}${encodePath(asset.path)}`;
      },
    ],
  ]);
}

/** A partial that was not given `page` still finds it here. */
function rootInGlobals(globals: object): string {
  const page = "page" in globals ? globals.page : undefined;
  return typeof page === "object" && page && "root_url" in page ? String(page.root_url) : "";
}

/** The theme's word in the blog's language, else in English, else in any, else the key. */
function wordFinder(theme: Pick<Theme, "words">, language: string): (key: string) => string {
  const tables = [...languagesToTry(language), ...theme.words.keys()].flatMap(
    (name) => theme.words.get(name) ?? [],
  );
  return (key) => tables.find((table) => table.has(key))?.get(key) ?? key;
}

/** Replaces `{name}` by the filter's named arguments, which Liquid hands over as pairs. */
function fill(text: string, values: readonly unknown[]): string {
  let filled = text;
  for (const value of values) {
    if (Array.isArray(value)) filled = filled.replaceAll(`{${String(value[0])}}`, String(value[1] ?? ""));
  }
  return filled;
}

/** `3212223` → `3,212,223`. Not by `Intl`, whose data differ between versions. */
function groupDigits(number: string): string {
  return /^-?\d+$/.test(number) ? number.replace(/\B(?=(\d{3})+$)/g, ",") : number;
}
