import type { PostSummary } from "#contract/types/blog-types.ts";
import type { PublishPlan } from "#contract/types/publish-run-types.ts";

type PlanFile = PublishPlan["files"][number];

/** Maps a file of the site, by its path there, to the post or page that it shows. */
export type PostsByFile = ReadonlyMap<string, PostSummary>;

/** Finds the file of each post. */
export function postsByFile(posts: readonly PostSummary[]): PostsByFile {
  const byFile = new Map<string, PostSummary>();
  for (const post of posts) if (post.address !== undefined) byFile.set(fileOf(post.address), post);
  return byFile;
}

/**
 * Sorts a plan's files in the order that matters to their author: posts and pages, other pages, pictures,
 * files for programs. Keeps the order within each kind.
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

/** An address that ends with `/` belongs to the index page that a web server shows there. */
function fileOf(address: string): string {
  return address === "" || address.endsWith("/") ? `${address}index.html` : address;
}
