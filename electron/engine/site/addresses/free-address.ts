import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { collisionKey } from "#contract/text/collision-key.ts";
import { freeNumberedName } from "#engine/base/numbered-names.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { addressOf } from "./addresses.ts";
import { lettersOf } from "./running-letters.ts";

/**
 * If another post has this post's address, returns a free address: `20220506-0000-2.html`.
 * Returns null if the post's own address is free or the post has no address.
 */
export function freeAddress(post: Post, posts: Iterable<Post>, settings: BlogSettings): string | null {
  const all = [...posts];
  const letters = lettersOf(all, settings);
  const own = addressOf(post, settings, letters);
  if (own.kind !== "address") return null;
  const taken = new Set<string>();
  for (const other of all) {
    if (other.path === post.path) continue;
    const address = addressOf(other, settings, letters);
    if (address.kind === "address") taken.add(collisionKey(address.address));
  }
  const [, stem = "", ending = ""] = /^(.*?)((?:\/index)?\.[^./]+)$/.exec(own.address) ?? [];
  const free = freeNumberedName(stem, ending, (address) => !taken.has(collisionKey(address)));
  return free === own.address ? null : free;
}
