import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { editSettings, valuesOf } from "#engine/blog/settings/edit-settings.ts";
import { isRecord } from "#engine/blog/settings/settings-text.ts";

/** Former folders of lists with their present folders, as `redirects.lists` in `blog.yaml`. */
export type ListRedirects = Readonly<Record<string, string>>;

/** Returns the redirects after folders moved. Earlier redirects to a folder that moved lead to its new place. */
export function withMoved(lists: ListRedirects, moves: ReadonlyMap<string, string>): ListRedirects {
  const follow = (folder: string): string => moves.get(folder) ?? folder;
  const all = [...Object.entries(lists).map(([from, to]) => [from, follow(to)] as const), ...moves];
  return Object.fromEntries(all.filter(([from, to]) => from !== to));
}

/** Writes the redirects of lists into `blog.yaml`. Rejects with `blog.*` or `file.*`. */
export async function saveListRedirects(blog: BlogFolder, lists: ListRedirects): Promise<void> {
  const { text, hash } = await blog.readSettingsText();
  const values = valuesOf(text.replace(/^\uFEFF/, ""));
  const { lists: _lists, ...others } = isRecord(values.redirects) ? values.redirects : {};
  const redirects = Object.keys(lists).length > 0 ? { ...others, lists } : others;
  const { redirects: _redirects, ...rest } = values;
  const wanted = Object.keys(redirects).length > 0 ? { ...values, redirects } : rest;
  await blog.saveSettingsText(editSettings(text, wanted), hash);
}
