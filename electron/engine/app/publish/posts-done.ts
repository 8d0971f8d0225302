import type { ChangedPosts, PostsDone } from "#contract/types/publish-run-types.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { publicUrl } from "#engine/publish/run/verify-web.ts";
import { type LivePosts, withMovedPosts } from "../posts/post-states.ts";

/** The posts of a blog, and the titles of posts that are deleted. */
export interface KnownPosts {
  readonly blogId: string;
  /** The posts as they were before the publish wrote addresses and ids into their files. */
  readonly posts: ReadonlyMap<string, Post>;
  /** Maps blog paths to the titles of all posts at the last publish. */
  readonly titles: Readonly<Record<string, string>>;
}

/**
 * Returns the posts that a publish added, changed and removed.
 * A post whose file has moved since the last publish counts as changed.
 */
export function postsDone(last: LivePosts, after: LivePosts, known: KnownPosts): ChangedPosts {
  const before = withMovedPosts({ posts: last, latest: 0 }, known.posts, known.blogId).posts;
  const now = Object.entries(after);
  return {
    new: summed(
      now.filter(([path]) => !before[path]).map(([path]) => path),
      known,
    ),
    changed: summed(
      now.filter(([path, { hash }]) => before[path] && before[path].hash !== hash).map(([path]) => path),
      known,
    ),
    removed: summed(
      Object.keys(before).filter((path) => !after[path]),
      known,
    ),
  };
}

/** Returns the public URL of the newest added post. Without an added post, uses the newest changed post. */
export function urlOfFirst(
  { new: added, changed }: ChangedPosts,
  after: LivePosts,
  siteUrl: string,
): string | null {
  const { first } = added.count > 0 ? added : changed;
  const address = first && after[first.path]?.address;
  return address && URL.canParse(siteUrl) ? publicUrl(siteUrl, address) : null;
}

function summed(paths: readonly string[], { posts, titles }: KnownPosts): PostsDone {
  const timeOf = (path: string): number => posts.get(path)?.date?.time ?? Number.NEGATIVE_INFINITY;
  const [first] = [...paths].sort((a, b) => timeOf(b) - timeOf(a) || (a < b ? 1 : -1));
  if (first === undefined) return { count: 0, first: null };
  const post = posts.get(first);
  const title = post ? post.title || post.firstWords : titles[first];
  return { count: paths.length, first: title === undefined ? null : { path: first, title } };
}
