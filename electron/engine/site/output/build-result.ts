import type { Problem } from "#contract/errors.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { sharedDraftHash } from "../entries/shared-drafts.ts";
import type { Site } from "../model/site.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import type { OutputFile, PublishedPost } from "./site-output.ts";
import { partFilesOf } from "../pages/plan-parts.ts";
import type { SitePlan } from "../pages/site-plan.ts";
import { findSiteProblems } from "../problems/site-problems.ts";

export interface BuildResult {
  readonly files: readonly OutputFile[];
  /** Media and smaller copies of images. These files are not copied into the output folder. */
  readonly media: readonly OutputFile[];
  /** Number of files whose bytes changed on disk. */
  readonly written: number;
  readonly removed: number;
  /** Number of texts that were rendered because the cache lacked them. */
  readonly rendered: number;
  readonly made: number;
  /** Site paths of unreadable media. A publish must not remove these files from the server. */
  readonly unread: readonly string[];
  /** Problems that the build found. Does not include `Post.problems`. */
  readonly problems: readonly Problem[];
  readonly posts: Readonly<Record<string, PublishedPost>>;
  /** A map from blog paths to drafts that chosen people can read at secret addresses. */
  readonly shared: Readonly<Record<string, PublishedPost>>;
  /** Site paths of all files with parts of the theme, for each way in which pages can include parts. */
  readonly partFiles: readonly string[];
}

type Counts = Omit<BuildResult, "problems" | "posts" | "shared" | "partFiles">;

interface Built {
  readonly mediaProblems: readonly Problem[];
  readonly site: Site;
  readonly plan: SitePlan;
  readonly posts: ReadonlyMap<string, Post>;
}

/** Creates a result that computes `problems` and `posts` lazily. */
export function buildResult(counts: Counts, built: Built): BuildResult {
  const problems = once(() => [...findSiteProblems(built.site, built.plan), ...built.mediaProblems]);
  const posts = once(() => withHashes(built.site.model.entries, built, ({ hash }) => hash));
  const shared = once(() => withHashes(built.site.model.shared, built, sharedDraftHash));
  return {
    ...counts,
    get problems() {
      return problems();
    },
    get posts() {
      return posts();
    },
    get shared() {
      return shared();
    },
    get partFiles() {
      return partFilesOf(built.site);
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Returns the address and the post's hash of each entry that has a page. The keys are blog paths. */
function withHashes(
  entries: Iterable<SiteEntry>,
  { plan, posts }: Built,
  hashOf: (post: Post) => string,
): Record<string, PublishedPost> {
  const published: Record<string, PublishedPost> = {};
  for (const entry of entries) {
    const { path } = entry.post;
    const post = posts.get(path);
    if (post && plan.made.hasPage(entry)) published[path] = { hash: hashOf(post), address: entry.address };
  }
  return published;
}
