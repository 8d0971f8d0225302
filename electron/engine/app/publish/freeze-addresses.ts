import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { PublishedPost } from "#engine/site/output/site-output.ts";
import { guidOf } from "#engine/site/addresses/guid.ts";

type PublishedPosts = Readonly<Record<string, PublishedPost>>;

/**
 * Writes address and identity of posts that are about to be published for the first time into their front
 * matter (docs/decisions/0001). Returns the posts with their files' new hashes; calls `onWritten` for each
 * written file.
 */
export async function freezeAddresses(
  blog: BlogFolder,
  published: PublishedPosts,
  onWritten: (path: string) => Promise<void>,
): Promise<PublishedPosts> {
  const frozen: Record<string, PublishedPost> = { ...published };
  for (const [path, { address, hash }] of Object.entries(published)) {
    const post = blog.posts.get(path);
    // Changed since the build: this publish sends the older text, and the newer one waits for the next.
    if (post?.kind !== "post" || post.hash !== hash) continue;
    const changes = {
      ...(post.properties.permalink === undefined ? { permalink: address } : {}),
      ...(post.guid === null ? { guid: guidOf(post, blog.id) } : {}),
    };
    if (Object.keys(changes).length === 0) continue;
    // Changed so recently that it was not detected yet
    if ((await blog.readDocument(path)).hash !== hash) continue;
    const written = await blog.editFrontMatterOnDisk(path, changes);
    frozen[path] = { address, hash: written.hash };
    await onWritten(path);
  }
  return frozen;
}
