import { decoded } from "#contract/text/percent-encoding.ts";
import { isRecord } from "#contract/objects.ts";
import { editSettings, valuesOf } from "#engine/blog/settings/edit-settings.ts";
import type { SettingsValues } from "#engine/blog/settings/settings-text.ts";

/** Maps former folders of post lists to present folders, like `redirects.lists` in `blog.yaml`. */
export type ListRedirects = Readonly<Record<string, string>>;

/**
 * Adds to `lists` a redirect from the old to the new folder of each moved post list. Returns a new map.
 * If an earlier redirect leads to a moved folder, the redirect now leads to the new folder.
 */
export function withMoved(lists: ListRedirects, moves: ReadonlyMap<string, string>): ListRedirects {
  const follow = (folder: string): string => moves.get(folder) ?? folder;
  const all = [...Object.entries(lists).map(([from, to]) => [from, follow(to)] as const), ...moves];
  return Object.fromEntries(all.filter(([from, to]) => from !== to));
}

/** Returns the text of a `blog.yaml` with the redirects in `lists`. Throws `blog.settings*`. */
export function withListRedirects(text: string, lists: ListRedirects): string {
  const values = valuesOf(text.replace(/^\uFEFF/, ""));
  const { lists: _lists, ...others } = isRecord(values.redirects) ? values.redirects : {};
  const redirects = Object.keys(lists).length > 0 ? { ...others, lists } : others;
  const { redirects: _redirects, ...rest } = values;
  return editSettings(text, Object.keys(redirects).length > 0 ? { ...values, redirects } : rest);
}

/** A link in `blog.yaml` to the list of a tag, category or section: `tag:rain`. */
export type NamedLink = "tag" | "category" | "section";

/** Matches links such as `tag:rain`. A link is either a whole setting, or a part of a Markdown text. */
const linkOf = (link: NamedLink): RegExp => new RegExp(`(^|\\]\\(<?)${link}:([^)>\\n]+)(?=$|>?\\))`, "g");

/** Returns the names of all post lists that are targets of links in the settings. */
export function linkedNames(settings: object, link: NamedLink): string[] {
  const names: string[] = [];
  eachText(settings, (text) => {
    for (const [, , name = ""] of text.matchAll(linkOf(link))) names.push(decoded(name).trim());
    return text;
  });
  return names;
}

/**
 * Updates links to renamed tags or categories in a text of `blog.yaml`. Returns the new text.
 * Throws `blog.settings*`.
 */
export function withRenamedLinks(text: string, link: NamedLink, rename: (name: string) => string): string {
  const values = valuesOf(text.replace(/^\uFEFF/, ""));
  const renamed = eachText(values, (value) =>
    value.replace(linkOf(link), (all, start: string, name: string) => {
      const to = rename(decoded(name).trim());
      return to === decoded(name).trim() ? all : `${start}${link}:${start === "" ? to : encodeURI(to)}`;
    }),
  );
  return editSettings(text, renamed as SettingsValues);
}

function eachText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => eachText(item, change));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Reflect.ownKeys(value).map((key) => [key, eachText(Reflect.get(value, key), change)]),
  );
}
