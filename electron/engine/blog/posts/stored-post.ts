import type { Post } from "./post.ts";

type WithoutText = Omit<Post, "body">;

/** Values that most posts have. All posts share these objects. */
export const usual = {
  kind: "post",
  firstWords: "",
  updated: null,
  status: "ready",
  tags: [],
  guid: null,
  source: null,
  aliases: [],
  language: null,
  relations: [],
  revisions: [],
  imageNames: [],
  problems: [],
} as const satisfies Partial<WithoutText>;

/** Properties that a stored post may omit. */
type Omitted = keyof typeof usual | "title";

/**
 * A post without its text, as the cache on disk stores it. Omits the values in `usual`, and title and tags if
 * they equal those in `properties`; this saves a third of the data of thousands of posts.
 */
export type StoredPost = Omit<WithoutText, Omitted> & Partial<Pick<WithoutText, Omitted>>;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * Returns the form of a post that the cache stores. Lists each property, because a build calls this for all
 * posts before V8 has optimized any code.
 */
export function storedPost(post: WithoutText): StoredPost {
  const { path, section, properties, date, factsKey, hash, bodyHash, bodyLine } = post;
  const stored: Writable<StoredPost> = {
    path,
    section,
    properties,
    date,
    factsKey,
    hash,
    bodyHash,
    bodyLine,
  };
  if (post.kind !== usual.kind) stored.kind = post.kind;
  if (post.title !== (properties.title ?? "")) stored.title = post.title;
  if (post.firstWords !== usual.firstWords) stored.firstWords = post.firstWords;
  if (post.updated !== usual.updated) stored.updated = post.updated;
  if (post.status !== usual.status) stored.status = post.status;
  if (!haveSame(post.tags, properties.tags ?? usual.tags)) stored.tags = post.tags;
  if (post.guid !== usual.guid) stored.guid = post.guid;
  if (post.source !== usual.source) stored.source = post.source;
  if (post.aliases.length > 0) stored.aliases = post.aliases;
  if (post.language !== usual.language) stored.language = post.language;
  if (post.slug !== undefined) stored.slug = post.slug;
  if (post.series !== undefined) stored.series = post.series;
  if (post.relations.length > 0) stored.relations = post.relations;
  if (post.revisions.length > 0) stored.revisions = post.revisions;
  if (post.imageNames.length > 0) stored.imageNames = post.imageNames;
  if (post.problems.length > 0) stored.problems = post.problems;
  return stored;
}

function haveSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}
