import { AppError, toWireError } from "#contract/errors.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { isTemporary } from "#engine/blog/safety/undo-log.ts";
import type { ImportRecord } from "./import-record.ts";
import type { KnownPost, PlannedEntry, PlanContext } from "./import-plan.ts";
import { authorsHash } from "./post-text.ts";
import { isLaterVersion, wordsHash, wordsOf } from "./same-words.ts";

export type EarlierImports = Pick<PlanContext, "known" | "stateOf" | "similar" | "isVersionOf">;

/**
 * Returns the posts of earlier imports, and whether the author has since edited, moved or deleted them.
 * `entries` are the entries of the present import.
 */
export async function readEarlierImports(
  blog: BlogFolder,
  record: ImportRecord,
  entries: readonly PlannedEntry[],
): Promise<EarlierImports> {
  const imports = await record.imports();
  const byPath = new Map<string, KnownPost>();
  const doubtful = new Set<string>();
  for (const { posts, isDone } of imports) {
    for (const post of posts) {
      byPath.set(post.path, { ...post, sources: [...(byPath.get(post.path)?.sources ?? []), post.source] });
      if (!isDone) doubtful.add(post.path);
    }
  }
  // Leaves out posts that an interrupted import may have recorded without writing them.
  const known = [...byPath.values()].filter(({ path }) => blog.posts.has(path) || !doubtful.has(path));
  const others = [...blog.posts.values()].filter(({ path }) => !byPath.has(path));
  const isGone = known.some(({ path }) => !blog.posts.has(path));
  const moved = isGone ? await movedPosts(blog, [...byPath.keys()]) : new Map<string, string>();
  const states = new Map<KnownPost, ReturnType<EarlierImports["stateOf"]>>();
  for (const post of known) states.set(post, await stateIn(blog, post, moved));
  const movedPaths = new Set(Array.from(states.values(), ({ path }) => path));
  const similar = await postsByIdentity(
    blog,
    others.filter(({ path }) => !movedPaths.has(path)),
    entries,
  );
  const texts = await textsOfDays(blog, states, entries);
  return {
    known,
    isVersionOf: ({ text }, post) => {
      const earlier = texts.get(post);
      return text !== null && earlier !== undefined && isLaterVersion(text, earlier);
    },
    stateOf: (post) => states.get(post) ?? { state: "missing", path: post.path },
    similar: (entry) => {
      const isKnown = entry.date !== null && (entry.title !== "" || entry.words !== "");
      return isKnown ? similar.get(identityOf(entry)) : undefined;
    },
  };
}

/** Returns the words of imported posts, to compare the posts with new entries of the same day. */
async function textsOfDays(
  blog: BlogFolder,
  states: ReadonlyMap<KnownPost, { readonly path: string }>,
  entries: readonly PlannedEntry[],
): Promise<Map<KnownPost, string>> {
  const days = new Set(entries.flatMap(({ key, text }) => (text === null ? [] : [key])));
  const texts = new Map<KnownPost, string>();
  for (const [post, { path }] of states) {
    if (!days.has(post.key) || !blog.posts.has(path)) continue;
    const { body } = await blog.documents.read(path);
    texts.set(post, wordsOf({ format: "markdown", text: body }));
  }
  return texts;
}

/** Maps each post's date and title to its path. Untitled posts are also distinguished by their words. */
async function postsByIdentity(
  blog: BlogFolder,
  posts: readonly Post[],
  entries: readonly PlannedEntry[],
): Promise<Map<string, string>> {
  const untitled = new Set(entries.flatMap(({ date, title }) => (title === "" && date ? [date.time] : [])));
  const paths = new Map<string, string>();
  for (const { date, title, path } of posts) {
    if (title !== "") paths.set(identityOf({ date, title, words: "" }), path);
    else if (date && untitled.has(date.time)) {
      const { body } = await blog.documents.read(path);
      paths.set(identityOf({ date, title, words: wordsHash({ format: "markdown", text: body }) }), path);
    }
  }
  return paths;
}

function identityOf({ date, title, words }: Pick<PlannedEntry, "date" | "title" | "words">): string {
  return `${date?.time ?? ""} ${words} ${title}`;
}

async function stateIn(
  blog: BlogFolder,
  post: KnownPost,
  moved: ReadonlyMap<string, string>,
): Promise<ReturnType<EarlierImports["stateOf"]>> {
  const { path, written } = post;
  const hash = blog.posts.has(path) ? await hashOf(blog, path) : null;
  if (hash !== null) return { state: hash === written ? "untouched" : "edited", path };
  const newPath = moved.get(written);
  return newPath === undefined ? { state: "missing", path } : { state: "untouched", path: newPath };
}

/** Returns the hash of a post's text, or null if the post is missing. Rejects if the file cannot be read. */
async function hashOf(blog: BlogFolder, path: string): Promise<string | null> {
  try {
    const { frontMatter, body } = await blog.documents.read(path);
    return authorsHash(frontMatter + body);
  } catch (error) {
    if (isTemporary(toWireError(error).code)) throw error;
    return null;
  }
}

/**
 * Maps the hashes of posts to their paths, so that an import or its undo finds moved posts.
 * Skips posts that are still at a recorded path. Returns an empty map if no recorded post is missing.
 * Rejects if a post cannot be read now, because an undo must not treat the post as deleted.
 */
export async function movedPosts(
  blog: BlogFolder,
  recorded: readonly string[],
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  if (recorded.every((path) => blog.posts.has(path))) return hashes;
  const unread = blog.problems.find(
    ({ code, file }) => /^(?:posts|pages)\b/.test(file ?? "") && isTemporary(code),
  );
  if (unread) throw new AppError(unread.code, unread.values);
  const known = new Set(recorded);
  for (const path of blog.posts.keys()) {
    const hash = known.has(path) ? null : await hashOf(blog, path);
    if (hash !== null) hashes.set(hash, path);
  }
  return hashes;
}
