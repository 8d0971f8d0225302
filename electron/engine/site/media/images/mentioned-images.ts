import { changesBetween } from "#contract/list-changes.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import type { MediaFile } from "#engine/site/media/media-files.ts";
import type { MediaLibrary } from "#engine/site/media/media-library.ts";

/** Finds the images that are named in posts. After a change, looks only at the changed posts. */
export class MentionedImages {
  #posts: readonly Post[] = [];
  /** A map from the name of each image to the number of posts that name the image. */
  readonly #uses = new Map<string, number>();
  #found: { readonly media: MediaLibrary; readonly images: readonly MediaFile[] } | undefined;

  /** Returns the images that posts name. Returns the same array until the images change. */
  of(posts: readonly Post[], media: MediaLibrary): readonly MediaFile[] {
    const { gone, fresh } = changesBetween(this.#posts, posts);
    this.#posts = posts;
    const changed = [...fresh.flatMap(namesIn).map(this.#addUse), ...gone.flatMap(namesIn).map(this.#endUse)];
    const known = this.#found;
    if (known?.media === media && !changed.includes(true)) return known.images;
    const images = new Set([...this.#uses.keys()].flatMap((name) => media.imagesNamed(name)));
    this.#found = { media, images: [...images] };
    return this.#found.images;
  }

  /** Counts one more use. Returns true if the name had no use before. */
  readonly #addUse = (name: string): boolean => {
    const count = this.#uses.get(name) ?? 0;
    this.#uses.set(name, count + 1);
    return count === 0;
  };

  /** Counts one use less. Returns true if this was the last use of the name. */
  readonly #endUse = (name: string): boolean => {
    const count = this.#uses.get(name) ?? 0;
    if (count > 1) this.#uses.set(name, count - 1);
    else this.#uses.delete(name);
    return count <= 1;
  };
}

/** Returns the names of images in a post; of a draft, only if the draft is shared. */
function namesIn({ status, imageNames, draftShare }: Post): readonly string[] {
  return status === "draft" && draftShare === undefined ? [] : imageNames;
}
