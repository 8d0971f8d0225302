import { posix } from "node:path";
import { readingsOf } from "#engine/blog/links/readings.ts";
import { mentionedFiles } from "#engine/blog/media/media-mentions.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { Theme } from "../theme/theme.ts";

/** Everything that may name a file of `media/`. */
export interface MediaReaders {
  readonly posts: Iterable<Post>;
  /** Whether a post is on the site. */
  readonly isPublic: (post: Post) => boolean;
  /** Paths of files that are already on the site; those that nothing names stay published. Default: none. */
  readonly published?: ReadonlySet<string> | undefined;
  /** Texts that were deleted from the blog; the same array as long as they are unchanged. */
  readonly trashed: readonly string[];
  /** Settings and theme, which are public. Called only when a post that is not public names files. */
  readonly texts: () => Iterable<string>;
}

/** File types whose names are in `imageNames`. */
const isNamedImage = /\.(?:jpe?g|png|webp)$/i;

/** An image in a month folder, where pasted and dropped pictures are stored. */
const pasted = /^media\/\d{4}\/\d{2}\/[^/]+\.(?:jpe?g|png|webp)$/i;

/**
 * Returns the files of `media/` that must not be published: those named only by posts that are deleted or not
 * on the site. A file that nothing names is published, since other sites may link to it, except an
 * unpublished image in a folder for pasted ones: it was removed from a draft, or its text is not saved yet.
 * Repeated calls read only new texts.
 */
export class WithheldMedia {
  /** For each text that is not public, the files of one listing that it names. */
  readonly #drafts = new WeakMap<Post, { readonly listing: object; readonly named: ReadonlySet<string> }>();
  #thrownAway:
    | { readonly trashed: object; readonly listing: object; readonly named: ReadonlySet<string> }
    | undefined;
  /** For each public text, whether it names a file that `imageNames` does not cover. */
  readonly #publicTexts = new WeakMap<Post, Map<string, boolean>>();

  /** `listing`: the files of `media/` by path. */
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
    const names = new Set(shown.flatMap(({ imageNames }) => imageNames));
    for (const path of withheld) if (names.has(posix.basename(path))) withheld.delete(path);
    if (withheld.size === 0) return withheld;
    const readings = Array.from(texts(), (text) => [...readingsOf(text)]).flat();
    for (const path of withheld) {
      const isPublished =
        readings.some((text) => text.includes(path)) ||
        (!isNamedImage.test(path) && shown.some((post) => this.#names(post, path)));
      if (isPublished) withheld.delete(path);
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
    const { cover = "", summary = "" } = post.properties;
    const named = mentionedFiles([cover, summary, post.body].join("\n"), listing);
    this.#drafts.set(post, { listing, named });
    return named;
  }

  #names(post: Post, path: string): boolean {
    const known = this.#publicTexts.get(post) ?? new Map<string, boolean>();
    this.#publicTexts.set(post, known);
    const before = known.get(path);
    if (before !== undefined) return before;
    const text = `${post.properties.cover ?? ""}\n${post.body}`;
    const found = text.includes("media/") && [...readingsOf(text)].some((reading) => reading.includes(path));
    known.set(path, found);
    return found;
  }
}

/**
 * Yields the texts that may name a file of `media/` on any page: settings, templates, and a theme's styles
 * and scripts.
 */
export function* publicTexts(
  settings: BlogSettings,
  { templates, assets }: Pick<Theme, "templates" | "assets">,
): Generator<string> {
  // JSON escaping cannot hide a name: none contains a quote or a control character
  yield JSON.stringify(settings);
  yield* templates.values();
  for (const [name, { bytes }] of assets) {
    if (/\.(?:css|js|mjs|json|svg|html?|xml|txt)$/i.test(name)) yield bytes.toString("utf8");
  }
}
