import { shortHash } from "#engine/base/hash.ts";
import { factsOf, type Post } from "#engine/blog/posts/post.ts";
import { places } from "../addresses/places.ts";
import { releaseTime } from "./due.ts";
import { isProtected } from "./protected-sections.ts";

type Settings = Parameters<typeof isProtected>[0];

/**
 * Whether chosen people may read an unpublished post at a secret address at the time `now`.
 * False in a section with a password, because a secret address would bypass the password.
 */
export function isSharedDraft(
  post: Pick<Post, "draftShare" | "status" | "date" | "shownFrom" | "section">,
  settings: Settings,
  now: number,
): boolean {
  const { draftShare, status, section } = post;
  if (draftShare === undefined || draftShare.until <= now) return false;
  const isUnpublished = status === "draft" || releaseTime(post) > now;
  return isUnpublished && !isProtected(settings, section);
}

/**
 * Returns a hash of the parts of a post that affect its page as a shared draft.
 * A renewed address or a renamed file does not change the hash.
 */
export function sharedDraftHash(post: Post): string {
  const { path: _path, draftShare: _share, ...facts } = factsOf(post);
  const { shareUntil: _until, ...properties } = facts.properties;
  return shortHash(JSON.stringify([post.bodyHash, { ...facts, properties }]));
}

/** Returns the address of the page on which chosen people can read a draft. */
export function sharedDraftPage({ key }: { readonly key: string }): string {
  return `${places.sharedDrafts}/${key}/index.html`;
}

const sharedPage = new RegExp(`^${places.sharedDrafts}/[0-9a-f]{32}/index\\.html$`);

/** Whether a file is the page of a shared draft. */
export function isSharedDraftPage(path: string): boolean {
  return sharedPage.test(path);
}

/**
 * Whether a file is the page of a shared draft, or the index page of the folder of shared drafts.
 * A file with a `post` is a page of the author, and never counts as the index page.
 */
export function isSharedDraftFile({
  path,
  post,
}: {
  readonly path: string;
  readonly post?: string;
}): boolean {
  return isSharedDraftPage(path) || (path === places.sharedDraftsIndex && post === undefined);
}
