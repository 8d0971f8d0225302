import type { Post } from "#engine/blog/posts/post.ts";
import { replacedPosts } from "#engine/site/entries/changed-posts.ts";
import type { MediaFile } from "#engine/site/media/media-files.ts";
import type { MediaLibrary } from "#engine/site/media/media-library.ts";

type NamedImages = Pick<Post, "status" | "imageNames" | "draftShare">;

/** Returns the images that are named in posts. Of the drafts, only shared drafts count. */
export function mentionedImages(posts: Iterable<NamedImages>, media: MediaLibrary): MediaFile[] {
  const found = new Map<string, MediaFile>();
  for (const { status, imageNames, draftShare } of posts) {
    if (status === "draft" && draftShare === undefined) continue;
    for (const name of imageNames) {
      for (const file of media.imagesNamed(name)) found.set(file.path, file);
    }
  }
  return [...found.values()];
}

interface Found {
  readonly posts: readonly Post[];
  readonly media: MediaLibrary;
  readonly images: readonly MediaFile[];
}

/** Caches which images are named in posts. */
export class MentionedImages {
  #last: Found | undefined;

  of(posts: readonly Post[], media: MediaLibrary): readonly MediaFile[] {
    const last = this.#last;
    const images = last && isSame(last, posts, media) ? last.images : mentionedImages(posts, media);
    this.#last = { posts, media, images };
    return images;
  }
}

function isSame(last: Found, posts: readonly Post[], media: MediaLibrary): boolean {
  if (last.media !== media) return false;
  return replacedPosts(last.posts, posts)?.every(({ before, now }) => namesSame(before, now)) ?? false;
}

function namesSame(a: NamedImages, b: NamedImages): boolean {
  const [some, others] = [a.imageNames, b.imageNames];
  return (
    a.status === b.status &&
    (a.draftShare === undefined) === (b.draftShare === undefined) &&
    some.length === others.length &&
    some.every((name, at) => name === others[at])
  );
}
