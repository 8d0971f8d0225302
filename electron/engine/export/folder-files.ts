import { readdir } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { entryIfThere } from "#engine/base/files/read-files.ts";
import { resolveInside } from "#engine/base/safe-path.ts";
import { readingsOf } from "#engine/blog/links/readings.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { bodyOf } from "#engine/blog/posts/post-body.ts";
import type { Site } from "#engine/site/model/site.ts";
import type { SiteEntry } from "#engine/site/entries/site-entry.ts";
import type { ZipEntry } from "./zip-file.ts";

/**
 * Resolves with the files of posts, and the media that these posts mention.
 * All files keep their paths in the blog folder, so that relative links between them still work.
 */
export async function markdownFiles(
  blogFolder: string,
  posts: ReadonlyMap<string, Post>,
  { site, entries }: { readonly site: Site; readonly entries: readonly SiteEntry[] },
): Promise<ZipEntry[]> {
  const chosen = entries.flatMap(({ post }) => posts.get(post.path) ?? []);
  const readings = chosen.flatMap((post) => [
    ...readingsOf(`${post.properties.cover ?? ""}\n${bodyOf(post)}`),
  ]);
  const media = [...site.media.files.values()].filter(({ path }) =>
    readings.some((text) => text.includes(path)),
  );
  const texts = chosen.map(async ({ path }) => ({ path, location: await resolveInside(blogFolder, path) }));
  return [...(await Promise.all(texts)), ...media.map(({ path, location }) => ({ path, location }))];
}

/** Matches the temporary names of files that Hitofude has not finished writing. */
const temporary = /^\.hitofude-.*\.tmp$/;

/** Returns all files of the blog folder, except symbolic links and the file at the path `left`. */
export async function allFiles(
  blogFolder: string,
  left: string,
): Promise<(ZipEntry & { readonly size: number })[]> {
  const found: (ZipEntry & { readonly size: number })[] = [];
  const entries = await readdir(blogFolder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile() || temporary.test(entry.name)) continue;
    const location = join(entry.parentPath, entry.name);
    if (resolve(location) === resolve(left)) continue;
    const path = location
      .slice(resolve(blogFolder).length + 1)
      .split(sep)
      .join("/");
    // Skips files that the program deletes while the list is made, such as journal entries.
    const facts = await entryIfThere(location);
    if (facts) found.push({ path, location, size: facts.size, modified: facts.mtime });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
