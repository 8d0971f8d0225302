import { decoded } from "#contract/text/percent-encoding.ts";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { originOf } from "./page-port.ts";

/** The target of a link on the page. */
export type LinkTarget =
  | { readonly kind: "post"; readonly path: string }
  | { readonly kind: "outside"; readonly url: string }
  /** A page of the blog that is not a post, such as a list or a feed. */
  | { readonly kind: "blog" };

/** Returns the target of a clicked link. Links to the origin of the preview are links within the blog. */
export function readLink(url: string, pageUrl: string, posts: readonly PostSummary[]): LinkTarget {
  if (originOf(url) !== originOf(pageUrl)) return { kind: "outside", url };
  const address = decoded(new URL(url).pathname).replace(/^\/+/, "");
  const post = posts.find((candidate) => candidate.address === address);
  return post ? { kind: "post", path: post.path } : { kind: "blog" };
}
