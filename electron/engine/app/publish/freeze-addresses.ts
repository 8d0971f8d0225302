import { expectBlog } from "#engine/blog/folder/presence.ts";
import { access, constants } from "node:fs/promises";
import { AppError } from "#contract/errors.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import type { StoredDocument } from "#engine/blog/posts/post-documents.ts";
import type { PublishedPost } from "#engine/site/output/site-output.ts";
import { guidOf } from "#engine/site/addresses/guid.ts";

type PublishedPosts = Readonly<Record<string, PublishedPost>>;

/**
 * Writes the permanent address and `guid` of each newly published post into the post's file.
 * Returns all posts with the new paths and hashes of their files. Calls `onWritten` for each written file.
 */
export async function freezeAddresses(
  blog: BlogFolder,
  published: PublishedPosts,
  onWritten: (path: string) => Promise<void>,
): Promise<PublishedPosts> {
  const frozen: Record<string, PublishedPost> = { ...published };
  for (const [path, { address, hash }] of Object.entries(published)) {
    const post = blog.posts.get(path) ?? movedSince(blog, published, hash);
    // Skips a post that has changed since the build. The next publish sends its text and writes its address.
    if (post?.kind !== "post" || post.hash !== hash) continue;
    const changes = {
      ...(post.properties.permalink === undefined ? { permalink: address } : {}),
      ...(post.guid === null ? { guid: guidOf(post, blog.id) } : {}),
    };
    if (Object.keys(changes).length === 0) continue;
    const found = await readNow(blog, post.path, hash);
    // Also skips a file that has changed so recently that the watcher has not reported the change yet.
    if (found.hash !== hash) continue;
    const written = await blog.documents.edit(found.path, changes);
    if (found.path !== path) delete frozen[path];
    frozen[found.path] = { address, hash: written.hash };
    await onWritten(found.path);
  }
  return frozen;
}

/** Finds the post of a file that was renamed after the build, if the blog already has the file's new name. */
function movedSince({ posts }: BlogFolder, published: PublishedPosts, hash: string): Post | undefined {
  return [...posts.values()].find((post) => post.hash === hash && published[post.path] === undefined);
}

/** Reads a post's file, even if another program has renamed the file since the build. */
async function readNow({ documents }: BlogFolder, path: string, hash: string): Promise<StoredDocument> {
  try {
    return await documents.read(path);
  } catch (error) {
    const isGone = error instanceof AppError && error.code === "file.notFound";
    const renamed = isGone ? await documents.findRenamed(path, hash) : null;
    if (renamed === null) throw error;
    return documents.read(renamed);
  }
}

/** Rejects with `blog.notFound` or `blog.readOnly` if addresses could not be written into posts. */
export async function requireWritable(folder: string): Promise<void> {
  await expectBlog(folder);
  await access(folder, constants.W_OK).catch(() => {
    throw new AppError("blog.readOnly", { folder });
  });
}
