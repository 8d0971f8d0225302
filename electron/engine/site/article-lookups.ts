import type { RenderContext, ResolvedImage } from "#engine/markdown/markdown-types.ts";
import { type LinkSource, type ResolvedLink, resolveLink } from "./link-targets.ts";
import type { MediaLibrary } from "./media-library.ts";
import type { SiteEntry } from "./site-entry.ts";
import type { SiteModel } from "./site-model.ts";
import { rootOf } from "./urls.ts";

/** What links of a text can lead to. */
export interface ArticleSurroundings {
  readonly model: SiteModel;
  readonly media: MediaLibrary;
}

interface FoundImage {
  readonly link: ResolvedLink;
  readonly image: ResolvedImage;
}

/**
 * What a text looked up outside itself, each target once. The text is current as long as all answers stay the same. It
 * holds on to none of its surroundings, so that it can be kept from build to build.
 */
export class ArticleLookups {
  readonly #links = new Map<string, ResolvedLink>();
  readonly #images = new Map<string, FoundImage>();

  /** For rendering the text of an entry; later contexts must answer what was asked before as earlier ones did. */
  context(entry: SiteEntry, surroundings: ArticleSurroundings): RenderContext {
    const source = sourceOf(entry);
    return {
      resolveLink: (href) => {
        const known = this.#links.get(href) ?? resolveLink(href, source, surroundings);
        this.#links.set(href, known);
        return known.url;
      },
      resolveImage: (src) => {
        const known = this.#images.get(src) ?? findImage(src, source, surroundings);
        this.#images.set(src, known);
        return known.image;
      },
    };
  }

  /** Whether everything that was asked would be answered the same today. */
  areCurrent(entry: SiteEntry, surroundings: ArticleSurroundings): boolean {
    const source = sourceOf(entry);
    for (const [href, known] of this.#links) {
      if (!sameLink(known, resolveLink(href, source, surroundings))) return false;
    }
    for (const [src, known] of this.#images) {
      if (!sameImage(known, findImage(src, source, surroundings))) return false;
    }
    return true;
  }

  /** Whether a link of the rendered text means a file of the blog that is not there. */
  isDeadLink(href: string): boolean {
    return this.#links.get(href)?.dead ?? false;
  }

  /** The same for an image. */
  isDeadImage(src: string): boolean {
    return this.#images.get(src)?.link.dead ?? false;
  }

  /** Site path of an image of the rendered text that is the blog's own. */
  mediaPathOf(src: string): string | null {
    return this.#images.get(src)?.link.media?.path ?? null;
  }
}

function sourceOf({ post, address }: SiteEntry): LinkSource {
  return { path: post.path, address, root: rootOf(address) };
}

function findImage(src: string, source: LinkSource, surroundings: ArticleSurroundings): FoundImage {
  const link = resolveLink(src, source, surroundings);
  const dimensions = link.media ? surroundings.media.dimensionsOf(link.media) : null;
  return { link, image: dimensions ? { src: link.url, ...dimensions } : { src: link.url } };
}

function sameLink(a: ResolvedLink, b: ResolvedLink): boolean {
  return a.url === b.url && a.dead === b.dead;
}

function sameImage(a: FoundImage, b: FoundImage): boolean {
  return sameLink(a.link, b.link) && a.image.width === b.image.width && a.image.height === b.image.height;
}
