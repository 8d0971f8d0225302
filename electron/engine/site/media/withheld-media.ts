import { posix } from "node:path";
import { readingsOf } from "#engine/blog/links/readings.ts";
import { mentionedFiles } from "#engine/blog/media/media-mentions.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { Theme } from "../theme/theme.ts";

/** What may name a file of `media/`. */
export interface MediaReaders {
  readonly posts: Iterable<Post>;
  /** Whether a post is on the site. */
  readonly isPublic: (post: Post) => boolean;
  /** Paths of files that are on the site already; what nothing names stays there. Default: none. */
  readonly published?: ReadonlySet<string> | undefined;
  /** Texts that are in the blog no more; the same object as long as they are the same. */
  readonly trashed: readonly string[];
  /** Settings and theme, which are public. Asked for only when a post that is not public names files. */
  readonly texts: () => Iterable<string>;
}

/** Kinds of files whose names stand in `imageNames`. */
const isNamedImage = /\.(?:jpe?g|png|webp)$/i;

/** A photograph in the folder of a month, where pasted and dropped pictures are stored. */
const pasted = /^media\/\d{4}\/\d{2}\/[^/]+\.(?:jpe?g|png|webp)$/i;

/**
 * The files of `media/` that must not be published: posts that are not on the site, or that were thrown away, name them, and
 * nothing public does. What nothing names at all may be linked to from elsewhere, and is published; not so a photograph where
 * pasted ones are stored, unless it was published before: it was taken out of a draft, or its words are not in a file yet. Asked again and again for one blog, it reads
 * only the texts that are new.
 */
export class WithheldMedia {
  /** By text that is not public: what it names among the files of one listing. */
  readonly #drafts = new WeakMap<Post, { readonly listing: object; readonly named: ReadonlySet<string> }>();
  #thrownAway:
    | { readonly trashed: object; readonly listing: object; readonly named: ReadonlySet<string> }
    | undefined;
  /** By public text: whether it names a file that has no place in `imageNames`. */
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

/** The texts that may name a file of `media/` on any page: settings, templates, and what a theme has of styles and scripts. */
export function* publicTexts(
  settings: BlogSettings,
  { templates, assets }: Pick<Theme, "templates" | "assets">,
): Generator<string> {
  // Not as it is escaped in JSON: no name has a quote or a control character in it that were escaped there
  yield JSON.stringify(settings);
  yield* templates.values();
  for (const [name, { bytes }] of assets) {
    if (/\.(?:css|js|mjs|json|svg|html?|xml|txt)$/i.test(name)) yield bytes.toString("utf8");
  }
}
