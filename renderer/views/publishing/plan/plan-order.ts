import type { PostSummary } from "#contract/types/blog-types.ts";
import type { PublishPlan } from "#contract/types/publish-run-types.ts";

type PlanFile = PublishPlan["files"][number];

/** The post or page that a file of the site shows, by its path there. */
export type PostsByFile = ReadonlyMap<string, PostSummary>;

/** Finds each post's file. */
export function postsByFile(posts: readonly PostSummary[]): PostsByFile {
  const byFile = new Map<string, PostSummary>();
  for (const post of posts) if (post.address !== undefined) byFile.set(fileOf(post.address), post);
  return byFile;
}

/**
 * A plan's files as their author would look for them: what was written, then the other pages, then pictures, then
 * what only programs read. Within each kind they stay as they were.
 */
export function inAuthorsOrder(files: readonly PlanFile[], posts: PostsByFile): PlanFile[] {
  const kinds: PlanFile[][] = [[], [], [], []];
  for (const file of files) kinds[kindOf(file.path, posts)]?.push(file);
  return kinds.flat();
}

function kindOf(path: string, posts: PostsByFile): number {
  if (posts.has(path)) return 0;
  if (/\.html?$/i.test(path)) return 1;
  return /\.(avif|gif|jpe?g|png|svg|webp)$/i.test(path) && !path.startsWith("assets/") ? 2 : 3;
}

/** An address that ends with `/` is that of the page which a web server shows there. */
function fileOf(address: string): string {
  return address === "" || address.endsWith("/") ? `${address}index.html` : address;
}
