import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Preferences } from "#contract/main-contract.ts";

/** Whether a folder contains the blog with this id, which its author has moved there. */
export async function isBlogWithId(folder: string, id: string | null): Promise<boolean> {
  try {
    const text = await readFile(join(folder, ".hitofude", "id"), "utf8");
    return id !== null && text.trim() === id;
  } catch {
    return false;
  }
}

/** Returns what changes in the preferences when a blog's folder has moved: its entries follow it. */
export function preferencesAfterMove(values: Preferences, from: string, to: string): Partial<Preferences> {
  const moved = <T>({ [from]: entry, ...others }: Record<string, T>): Record<string, T> =>
    entry === undefined ? others : { ...others, [to]: entry };
  const { lastPost, quickSection, newPosts, recentBlogs } = values;
  return {
    lastPost: moved(lastPost),
    quickSection: moved(quickSection),
    newPosts: moved(newPosts),
    recentBlogs: [to, ...recentBlogs.filter((folder) => folder !== from && folder !== to)],
  };
}
