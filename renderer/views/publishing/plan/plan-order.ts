import type { PostSummary } from "#contract/types/blog-types.ts";
import type { PublishPlan } from "#contract/types/publish-run-types.ts";
import { isImageFile } from "#contract/media-files.ts";

type PlanFile = PublishPlan["files"][number];

/** Maps the path of each file of the site to the post or page that the file shows. */
export type PostsByFile = ReadonlyMap<string, PostSummary>;

/** Returns a map from files of the site to the posts and pages that they show. */
export function postsByFile(posts: readonly PostSummary[]): PostsByFile {
  const byFile = new Map<string, PostSummary>();
  for (const post of posts) if (post.address !== undefined) byFile.set(fileOf(post.address), post);
  return byFile;
}

/** Sorts the files of a plan: posts and pages, other HTML files, pictures, all other files. */
export function inAuthorsOrder(files: readonly PlanFile[], posts: PostsByFile): PlanFile[] {
  const kinds: PlanFile[][] = [[], [], [], []];
  for (const file of files) kinds[kindOf(file.path, posts)]?.push(file);
  return kinds.flat();
}

function kindOf(path: string, posts: PostsByFile): number {
  if (posts.has(path)) return 0;
  if (/\.html?$/i.test(path)) return 1;
  return isImageFile(path) && !path.startsWith("assets/") ? 2 : 3;
}

/** Returns the file of an address. If the address ends with `/`, the file is an index page. */
function fileOf(address: string): string {
  return address === "" || address.endsWith("/") ? `${address}index.html` : address;
}
