import type { Post } from "#engine/blog/post.ts";
import type { MediaFile } from "#engine/site/media-files.ts";
import type { MediaLibrary } from "#engine/site/media-library.ts";

/** The images that the posts, drafts aside, may show. It goes by their names, so that no text need be rendered for it. */
export function mentionedImages(
  posts: Iterable<Pick<Post, "status" | "imageNames">>,
  media: MediaLibrary,
): MediaFile[] {
  const found = new Map<string, MediaFile>();
  for (const { status, imageNames } of posts) {
    if (status === "draft") continue;
    for (const name of imageNames) {
      for (const file of media.imagesNamed(name)) found.set(file.path, file);
    }
  }
  return [...found.values()];
}
