import type { BulkChange } from "#contract/types/bulk-types.ts";
import { freeNumberedName } from "#engine/base/numbered-names.ts";
import { foldedName } from "#engine/base/files/same-file.ts";
import { frontMatterText, momentAt, shiftDateText } from "#engine/blog/dates/moment.ts";
import type { FrontMatterChanges } from "#engine/blog/front-matter/front-matter-spelling.ts";
import { isUndated, type Post } from "#engine/blog/posts/post.ts";

/** Converts a change of several posts to the changes of one post's properties. */
export function propertiesOf(post: Post, change: BulkChange, timeZone: string): FrontMatterChanges {
  const { addTags = [], removeTags = [], category, section, status, shift } = change;
  const isPost = post.kind === "post";
  const kept = post.tags.filter((tag) => !removeTags.includes(tag));
  const tags = [...kept, ...addTags.filter((tag) => !kept.includes(tag))];
  const isSame = tags.length === post.tags.length && tags.every((tag, index) => tag === post.tags[index]);
  const { date } = post.properties;
  const shifted = shift !== undefined && date !== undefined ? shiftDateText(date, shift, timeZone) : null;
  return {
    ...(isSame ? {} : { tags: tags.length > 0 ? tags : null }),
    ...(category === undefined ? {} : { category }),
    ...(section !== undefined && isPost && post.section !== section ? { section: null } : {}),
    ...(status === undefined || status === post.status ? {} : { status }),
    // Removes the secret address: if the post became a draft again later, the old address would work again.
    ...(status === "ready" ? { shareKey: null, shareUntil: null } : {}),
    ...(status === "ready" && isUndated(post)
      ? { date: frontMatterText(momentAt(Date.now(), timeZone)) }
      : {}),
    ...(shifted === null ? {} : { date: shifted }),
    ...(isPost ? { pinned: change.pinned } : {}),
    unlisted: change.unlisted,
    noindex: change.noindex,
    ...(change.readdress && isPost ? readdressed(post) : {}),
  };
}

/**
 * Returns the change that removes a published post's address, so that the post gets a new address.
 * The pattern of the section makes the new address. The old address becomes an alias.
 * A post without a `guid` was never published, so its address needs no alias.
 */
function readdressed({ properties, aliases, guid }: Post): FrontMatterChanges {
  const { permalink } = properties;
  if (permalink === undefined || guid === null) return {};
  return { permalink: null, aliases: [...aliases.filter((alias) => alias !== permalink), permalink] };
}

/**
 * Returns a file's new path in the folder of a section, or null if the file does not move.
 * Keeps subfolders: for the section `new`, `posts/old/2024/a.md` becomes `posts/new/2024/a.md`.
 */
export function pathInSection(
  { path, kind, section: current }: Post,
  section: string | undefined,
  posts: ReadonlyMap<string, Post>,
): string | null {
  if (section === undefined || kind !== "post" || section === current) return null;
  const inside = path.replace(/^posts\//, "").replace(/^[^/]+\/(?=.)/, "");
  const target = `posts/${section}/${inside}`;
  return target === path ? null : freePath(target, posts);
}

/** Returns a path that no post has. If the given path is taken, adds a number to the file's name. */
export function freePath(target: string, posts: ReadonlyMap<string, Post>): string {
  const taken = new Set(Array.from(posts.keys(), foldedName));
  const stem = target.replace(/\.[^.]*$/, "");
  return freeNumberedName(stem, target.slice(stem.length), (path) => !taken.has(foldedName(path)));
}
