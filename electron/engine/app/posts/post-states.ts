import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { PostState } from "#contract/types/blog-types.ts";
import type { PendingChanges } from "#contract/types/pending-types.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import type { PublishedRecord } from "#engine/publish/state/published-record.ts";
import type { PublishedPost } from "#engine/site/output/site-output.ts";
import { completeAddress } from "#engine/site/addresses/addresses.ts";
import { guidOf } from "#engine/site/addresses/guid.ts";
import { isDue, isExpired } from "#engine/site/entries/due.ts";
import { isSharedDraft, sharedDraftHash, sharedDraftPage } from "#engine/site/entries/shared-drafts.ts";

/** Maps blog paths to the posts that are live at a target, as far as this computer knows. */
export type LivePosts = Readonly<Record<string, PublishedPost>>;

/** The live posts of a target, and the time of its last publish. */
export interface LiveSite {
  readonly posts: LivePosts;
  /** Maps blog paths to the live drafts at secret addresses. */
  readonly shared?: LivePosts;
  /** The time of the latest publish of the site, in milliseconds since the epoch. */
  readonly latest: number;
}

/** Returns the live site that a record describes. If there is no record, the live site has no posts. */
export function liveSiteOf(record: PublishedRecord | null): LiveSite {
  // For a damaged record with an invalid time, uses the time 0 instead of NaN.
  const shared = record?.shared;
  return {
    posts: record?.posts ?? {},
    ...(shared ? { shared } : {}),
    latest: Date.parse(record?.latest ?? record?.at ?? "") || 0,
  };
}

/**
 * Returns `live` with the present paths of the posts, because their files may have moved since the publish.
 * Recognises a moved post by its address. If the post has a new address, recognises the post by its `guid`.
 * The moved post counts as changed, because the post lists of its section change.
 */
export function withMovedPosts(live: LiveSite, posts: ReadonlyMap<string, Post>, blogId: string): LiveSite {
  const gone = Object.keys(live.posts).filter((path) => !posts.has(path));
  if (gone.length === 0) return live;
  const byAddress = new Map(gone.map((path) => [live.posts[path]?.address, path]));
  const byGuid = new Map(gone.map((path) => [guidOf({ guid: null, path }, blogId), path]));
  const present: Record<string, PublishedPost> = { ...live.posts };
  for (const post of posts.values()) {
    if (live.posts[post.path]) continue;
    const { permalink } = post.properties;
    const from =
      byAddress.get(permalink === undefined ? formerAddress(post) : completeAddress(permalink)) ??
      byGuid.get(post.guid ?? "");
    const was = from === undefined ? undefined : live.posts[from];
    if (from === undefined || was === undefined) continue;
    delete present[from];
    present[post.path] = { address: was.address, hash: "" };
  }
  return { ...live, posts: present };
}

/**
 * Returns the former address of a published post that has lost its `permalink` to get a new address.
 * This address is the post's last alias. A post without a `guid` was never published, so it has no former
 * address: its aliases can be addresses of deleted posts.
 */
export function formerAddress({ guid, aliases }: Post): string | undefined {
  const former = guid === null ? undefined : aliases.at(-1);
  return former === undefined ? undefined : completeAddress(former);
}

/** Whether readers may see the post now. A live post stays visible even if the clock is set back. */
export function isShown(post: Post, { posts, latest }: LiveSite, now: number): boolean {
  return isDue(post, posts[post.path] === undefined ? now : Math.max(now, latest));
}

/** Returns the paths of live posts that stay visible although their date is in the future. */
export function stayingPosts(posts: Iterable<Post>, live: LiveSite, now: number): ReadonlySet<string> {
  const staying = new Set<string>();
  if (live.latest <= now) return staying;
  for (const post of posts) {
    if (!isDue(post, now) && isShown(post, live, now)) staying.add(post.path);
  }
  return staying;
}

/** The state of a post. `stillOnline` is set if a draft or scheduled post is live. */
export interface PublicationState {
  readonly state: PostState;
  readonly stillOnline?: true;
}

/** Returns the state of a post, and whether readers still see the post. */
export function publicationStateOf(post: Post, live: LiveSite, now: number): PublicationState {
  const state = stateOf(post, live, now);
  const isWithdrawn = (state === "draft" || state === "scheduled") && live.posts[post.path] !== undefined;
  return isWithdrawn ? withdrawn[state] : shown[state];
}

/** All posts in the same state share one object, because a list can have thousands of posts. */
const shown: Readonly<Record<PostState, PublicationState>> = {
  draft: { state: "draft" },
  scheduled: { state: "scheduled" },
  ready: { state: "ready" },
  changed: { state: "changed" },
  published: { state: "published" },
};
const withdrawn = {
  draft: { state: "draft", stillOnline: true },
  scheduled: { state: "scheduled", stillOnline: true },
} as const;

function stateOf(post: Post, live: LiveSite, now: number): PostState {
  if (post.status === "draft") return "draft";
  if (!isShown(post, live, now)) return post.date === null || isExpired(post, now) ? "draft" : "scheduled";
  const there = live.posts[post.path];
  if (!there) return "ready";
  return there.hash === post.hash ? "published" : "changed";
}

/** Returns the posts that the next publish would add, change or remove. */
export function pendingPosts(
  posts: ReadonlyMap<string, Post>,
  live: LiveSite,
  now: number,
): PendingChanges["posts"] {
  const waiting: PendingChanges["posts"] = [];
  for (const post of posts.values()) {
    const state = stateOf(post, live, now);
    if (state === "ready") waiting.push({ path: post.path, change: "new" });
    else if (state === "changed") waiting.push({ path: post.path, change: "changed" });
  }
  for (const path of Object.keys(live.posts)) {
    const post = posts.get(path);
    if (!post || !isShown(post, live, now)) waiting.push({ path, change: "removed" });
  }
  return waiting;
}

/** Returns the shared drafts whose pages the next publish would add, change or remove. */
export function pendingSharedDrafts(
  posts: ReadonlyMap<string, Post>,
  { shared: live = {} }: Pick<LiveSite, "shared">,
  settings: Pick<BlogSettings, "sections">,
  now: number,
): PendingChanges["shared"] {
  // Compares drafts by their addresses, because the author may have renamed the file since the last publish.
  const there = new Map(Object.values(live).map(({ address, hash }) => [address, hash]));
  const open = new Set<string>();
  const waiting: PendingChanges["shared"] = [];
  for (const post of posts.values()) {
    if (!post.draftShare || !isSharedDraft(post, settings, now)) continue;
    const { path } = post;
    const address = sharedDraftPage(post.draftShare);
    open.add(address);
    const hash = there.get(address);
    // Also accepts the hash of the whole file, which older versions of the program recorded.
    if (hash === post.hash || hash === sharedDraftHash(post)) continue;
    waiting.push({ path, change: hash === undefined ? "new" : "changed" });
  }
  for (const [path, { address }] of Object.entries(live)) {
    if (!open.has(address)) waiting.push({ path, change: "removed" });
  }
  return waiting;
}
