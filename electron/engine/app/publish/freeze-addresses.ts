import { expectBlog } from "#engine/blog/folder/presence.ts";
import { access, constants } from "node:fs/promises";
import { AppError } from "#contract/errors.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { PublishedPost } from "#engine/site/output/site-output.ts";
import { guidOf } from "#engine/site/addresses/guid.ts";

type PublishedPosts = Readonly<Record<string, PublishedPost>>;

/**
 * Writes the permanent address and `guid` of each newly published post into the post's file.
 * Returns all posts with the new hashes of their files, and calls `onWritten` for each written file.
 */
export async function freezeAddresses(
  blog: BlogFolder,
  published: PublishedPosts,
  onWritten: (path: string) => Promise<void>,
): Promise<PublishedPosts> {
  const frozen: Record<string, PublishedPost> = { ...published };
  for (const [path, { address, hash }] of Object.entries(published)) {
    const post = blog.posts.get(path);
    // Skips a post that has changed since the build. The next publish sends its text and writes its address.
    if (post?.kind !== "post" || post.hash !== hash) continue;
    const changes = {
      ...(post.properties.permalink === undefined ? { permalink: address } : {}),
      ...(post.guid === null ? { guid: guidOf(post, blog.id) } : {}),
    };
    if (Object.keys(changes).length === 0) continue;
    // Skips a file that has just changed, even if the watcher has not reported the change yet.
    if ((await blog.documents.read(path)).hash !== hash) continue;
    const written = await blog.documents.edit(path, changes);
    frozen[path] = { address, hash: written.hash };
    await onWritten(path);
  }
  return frozen;
}

/** Rejects with `blog.notFound` or `blog.readOnly` if addresses could not be written into posts. */
export async function requireWritable(folder: string): Promise<void> {
  await expectBlog(folder);
  await access(folder, constants.W_OK).catch(() => {
    throw new AppError("blog.readOnly", { folder });
  });
}
