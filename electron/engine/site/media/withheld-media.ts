import { posix } from "node:path";
import { readingsOf } from "#engine/blog/links/readings.ts";
import { mentionedFiles, posterPaths } from "#engine/blog/media/media-mentions.ts";
import { textsInFront } from "#engine/blog/posts/parse-post.ts";
import { bodyOf } from "#engine/blog/posts/post-body.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { Theme } from "../theme/theme.ts";

export interface MediaReaders {
  readonly posts: Iterable<Post>;
  readonly isPublic: (post: Post) => boolean;
  /**
   * Paths that are already published. Default: none.
   * A pasted image at one of these paths stays published, even if no post names it.
   */
  readonly published?: ReadonlySet<string> | undefined;
  /** Texts that the author deleted from the blog. The array changes only when the texts change. */
  readonly trashed: readonly string[];
  /** Returns the texts of settings and theme. Called only if some files would otherwise not be published. */
  readonly texts: () => Iterable<string>;
}

/** Matches the paths of images. `Post.imageNames` lists only images of these types. */
const isNamedImage = /\.(?:jpe?g|png|webp)$/i;

/** Matches images in month folders, in which the editor stores pasted and dropped pictures. */
const pasted = /^media\/\d{4}\/\d{2}\/[^/]+\.(?:jpe?g|png|webp)$/i;

/**
 * Finds the files of `media/` that must not be published.
 * A file is not published if all posts that name the file are deleted or unpublished.
 * A new pasted image is not published if no post names the image.
 * If a text names a video, the text also counts as naming the video's poster image.
 * Publishes all other files, even if no post names them, because other sites may link to them.
 */
export class WithheldMedia {
  /** Maps each unpublished post to the files of `listing` that the post names. */
  readonly #drafts = new WeakMap<Post, { readonly listing: object; readonly named: ReadonlySet<string> }>();
  #thrownAway:
    | { readonly trashed: object; readonly listing: object; readonly named: ReadonlySet<string> }
    | undefined;
  /**
   * For each public post, caches whether the post names the file at a path.
   * Omits images with unique file names, because `Post.imageNames` suffices to find such images.
   */
  readonly #publicTexts = new WeakMap<Post, Map<string, boolean>>();

  of(
    listing: ReadonlyMap<string, unknown>,
    { posts, isPublic, published, trashed, texts }: MediaReaders,
  ): ReadonlySet<string> {
    const withheld = new Set(this.#namedInTrash(trashed, listing));
    const shown: Post[] = [];
    for (const post of posts) {
      if (isPublic(post)) shown.push(post);
      else for (const path of this.#namedBy(post, listing)) withheld.add(path);
    }
    for (const path of listing.keys()) if (pasted.test(path) && !published?.has(path)) withheld.add(path);
    if (withheld.size === 0) return withheld;
    const shownNames = namesShown(new Set(Array.from(withheld, (path) => posix.basename(path))), shown);
    const { several, videos } = namingOf(listing);
    for (const path of withheld) {
      const name = posix.basename(path);
      if (!shownNames.has(name)) continue;
      // If the file name is unique, every post that lists the name in `imageNames` shows this file.
      const isShown =
        !several.has(name) || shown.some((post) => post.imageNames.includes(name) && this.#names(post, path));
      if (isShown) withheld.delete(path);
    }
    if (withheld.size === 0) return withheld;
    const readings = Array.from(texts(), (text) => [...readingsOf(text)]).flat();
    const isPublished = (path: string): boolean =>
      readings.some((text) => text.includes(path)) ||
      (!isNamedImage.test(path) && shown.some((post) => this.#names(post, path)));
    for (const path of withheld) {
      if ([path, ...(videos.get(path) ?? [])].some(isPublished)) withheld.delete(path);
    }
    return withheld;
  }

  #namedInTrash(trashed: readonly string[], listing: ReadonlyMap<string, unknown>): ReadonlySet<string> {
    const known = this.#thrownAway;
    if (known?.trashed === trashed && known.listing === listing) return known.named;
    const named = new Set(trashed.flatMap((text) => [...mentionedFiles(text, listing)]));
    this.#thrownAway = { trashed, listing, named };
    return named;
  }

  #namedBy(post: Post, listing: ReadonlyMap<string, unknown>): ReadonlySet<string> {
    const known = this.#drafts.get(post);
    if (known?.listing === listing) return known.named;
    const named = mentionedFiles(textOf(post), listing);
    this.#drafts.set(post, { listing, named });
    return named;
  }

  #names(post: Post, path: string): boolean {
    const known = this.#publicTexts.get(post) ?? new Map<string, boolean>();
    this.#publicTexts.set(post, known);
    const before = known.get(path);
    if (before !== undefined) return before;
    const text = textOf(post);
    const found = text.includes("media/") && [...readingsOf(text)].some((reading) => reading.includes(path));
    known.set(path, found);
    return found;
  }
}

/** Returns everything in a post that can name files of `media/`. */
function textOf(post: Post): string {
  return [...textsInFront(post), bodyOf(post)].join("\n");
}

/** Returns those of the `wanted` file names that are names of images in the posts. */
function namesShown(wanted: ReadonlySet<string>, posts: readonly Post[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { imageNames } of posts) for (const name of imageNames) if (wanted.has(name)) found.add(name);
  return found;
}

/** Which file names in the media folder are ambiguous, and which images are posters of videos. */
interface Naming {
  /** The file names that occur in several folders. */
  readonly several: ReadonlySet<string>;
  /** Maps the path of each poster image to the paths of its videos. */
  readonly videos: ReadonlyMap<string, readonly string[]>;
}

const namings = new WeakMap<object, Naming>();

function namingOf(listing: ReadonlyMap<string, unknown>): Naming {
  const naming = namings.get(listing) ?? {
    several: namesOfSeveral(listing),
    videos: videosByPoster(listing),
  };
  namings.set(listing, naming);
  return naming;
}

function namesOfSeveral(listing: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const [seen, several] = [new Set<string>(), new Set<string>()];
  for (const path of listing.keys()) {
    const name = posix.basename(path);
    if (seen.has(name)) several.add(name);
    seen.add(name);
  }
  return several;
}

function videosByPoster(listing: ReadonlyMap<string, unknown>): ReadonlyMap<string, readonly string[]> {
  const videos = new Map<string, string[]>();
  for (const path of listing.keys()) {
    const poster = posterPaths(path).find((name) => listing.has(name));
    if (poster !== undefined) videos.set(poster, [...(videos.get(poster) ?? []), path]);
  }
  return videos;
}

export function* publicTexts(
  settings: BlogSettings,
  { templates, assets, ownCss }: Pick<Theme, "templates" | "assets" | "ownCss">,
): Generator<string> {
  // The JSON contains file names as they are, because JSON escapes only quotes, `\` and control characters.
  yield JSON.stringify(settings);
  yield* templates.values();
  yield ownCss;
  for (const [name, { bytes }] of assets) {
    if (/\.(?:css|js|mjs|json|svg|html?|xml|txt)$/i.test(name)) yield bytes.toString("utf8");
  }
}
