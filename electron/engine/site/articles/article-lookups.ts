import { EntriesKey } from "#engine/base/content-key.ts";
import { shortHash } from "#engine/base/hash.ts";
import { ownCopy } from "#engine/base/packed-text.ts";
import { settingsFile } from "#engine/blog/settings/load-settings.ts";
import { posterPaths } from "#engine/blog/media/media-mentions.ts";
import type { RenderContext, ResolvedImage } from "#engine/markdown/types/markdown-types.ts";
import type { ImageFault } from "../media/images/make-variants.ts";
import {
  fileLedTo,
  leadsOutside,
  type LinkedPage,
  type LinkSource,
  type LinkTargets,
  linkEnding,
  type ResolvedLink,
  resolveLink,
} from "./link-targets.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import { encodePath, rootOf } from "../addresses/urls.ts";

/** Everything to which the links of a text can lead. */
export interface LinkContext extends LinkTargets<SiteEntry> {
  readonly model: LinkTargets<SiteEntry>["model"] & { readonly entries: readonly SiteEntry[] };
}

interface FoundLink {
  readonly url: string;
  readonly dead: boolean;
  /** Site path of the media file to which the link leads; null if the link leads to anything else. */
  readonly media: string | null;
}

interface FoundImage extends FoundLink {
  readonly image: ResolvedImage;
  readonly fault: ImageFault | null;
}

/** The resolved links and images of a text. Keeps neither the link context nor the text in memory. */
export interface KnownAnswers {
  readonly links: readonly (readonly [string, FoundLink])[];
  readonly images: readonly (readonly [string, FoundImage])[];
}

/** Records how the links and images of a text were resolved when the text was rendered. */
export class ArticleLookups {
  readonly #links = new Map<string, FoundLink>();
  readonly #images = new Map<string, FoundImage>();

  /**
   * Returns the context for rendering an entry's text. Resolves each link once, and reuses the result.
   * A link becomes plain words if the site lacks the linked post, page or media file.
   * The returned context may be used again only after `areCurrent` has returned true.
   */
  context(entry: LinkedPage, linkContext: LinkTargets): RenderContext {
    const source = sourceOf(entry);
    return {
      resolveLink: (href) => {
        if (leadsOutside(href)) return href;
        const known = this.#links.get(href) ?? findLink(href, source, linkContext);
        this.#links.set(ownCopy(href), known);
        return known.dead ? null : known.url;
      },
      resolveImage: (src) => {
        if (leadsOutside(src)) return { src };
        const known = this.#images.get(src) ?? findImage(src, source, linkContext);
        this.#images.set(ownCopy(src), known);
        return known.image;
      },
    };
  }

  isDeadLink(href: string): boolean {
    return this.#links.get(href)?.dead ?? false;
  }

  isDeadImage(src: string): boolean {
    return this.#images.get(src)?.dead ?? false;
  }

  imageFault(src: string): ImageFault | null {
    return this.#images.get(src)?.fault ?? null;
  }

  mediaPathOf(src: string): string | null {
    return this.#images.get(src)?.media ?? null;
  }

  answers(): KnownAnswers {
    return { links: listOf(this.#links), images: listOf(this.#images) };
  }
}

const nothing: readonly never[] = [];

/** Returns the pairs of a map. Empty maps share one list to save memory, because most maps are empty. */
function listOf<Found>(found: ReadonlyMap<string, Found>): readonly (readonly [string, Found])[] {
  return found.size === 0 ? nothing : [...found];
}

/** Whether every link and image of a text still has the target that it had at the last rendering. */
export function areCurrent(
  { links, images }: KnownAnswers,
  entry: LinkedPage,
  linkContext: LinkTargets,
): boolean {
  const source = sourceOf(entry);
  return (
    links.every(([href, known]) => sameLink(known, resolveLink(href, source, linkContext))) &&
    images.every(([src, known]) => sameImage(known, findImage(src, source, linkContext)))
  );
}

/** Whether a link or image of a text may lead to a path with one of the given last segments (`endingOf`). */
export function mayLeadTo(lookups: KnownAnswers, endings: ReadonlySet<string>): boolean {
  if (lookups.links.length + lookups.images.length === 0) return false;
  const own = linkEndings.get(lookups) ?? linkEndingsIn(lookups);
  linkEndings.set(lookups, own);
  return own.some((ending) => ending === null || endings.has(ending));
}

/** Caches the last path segment of each link, because every build with a new page compares all links. */
const linkEndings = new WeakMap<KnownAnswers, readonly (string | null)[]>();

function linkEndingsIn({ links, images }: KnownAnswers): readonly (string | null)[] {
  return [...links, ...images].map(([href]) => linkEnding(href));
}

/** Returns a hash of all possible targets of links. */
export function linkContextKey(linkContext: LinkContext): string {
  const known = keys.get(linkContext) ?? makeKey(linkContext);
  keys.set(linkContext, known);
  return known;
}

const keys = new WeakMap<LinkContext, string>();

/** Caches a key for the entries of each year, because a new page leaves most years unchanged. */
const pagesKey = new EntriesKey<SiteEntry>(
  ({ year }) => year,
  ({ post, address }) => `${post.path}\n${address}`,
);

function makeKey({ model, media }: LinkContext): string {
  const files = Array.from(media.paths(), (path) => {
    const file = media.find(path);
    return file && `${path}\n${file.size} ${file.modified} ${media.copiesKey(file)}`;
  });
  const aliases = Array.from(model.byAlias, ([key, { post }]) => `${key}\n${post.path}`);
  const pages = pagesKey.of(model.entries);
  return shortHash([pages, aliases.length, ...aliases, ...files].join("\n"));
}

/** Whether a link leads to another page that is a draft or scheduled. Only previews have such pages. */
export function leadsToWaiting(href: string, entry: SiteEntry, linkContext: LinkContext): boolean {
  const target = waitingTarget(href, sourceOf(entry), linkContext);
  return target !== undefined && target !== entry;
}

/**
 * Resolves a link of `blog.yaml` to a page or a media file.
 * `open` is the blog path of the post in the preview, which counts as published; null outside the preview.
 */
export function resolveSetting(
  href: string,
  root: string,
  linkContext: LinkContext,
  open: string | null,
): ResolvedLink {
  const source = { path: settingsFile, address: "", root };
  const link = resolveLink(href, source, linkContext);
  const target = waitingTarget(href, source, linkContext);
  return target && target.post.path !== open ? { ...link, waiting: true } : link;
}

/** Returns the draft or scheduled page to which a link leads, or undefined. */
function waitingTarget(href: string, source: LinkSource, linkContext: LinkContext): SiteEntry | undefined {
  const led = fileLedTo(href, source, linkContext);
  const target = led ? linkContext.model.byPath.get(led.path) : undefined;
  return target?.draft || target?.scheduled ? target : undefined;
}

function sourceOf({ post, address }: LinkedPage): LinkSource {
  return { path: post.path, address, root: rootOf(address) };
}

function findLink(href: string, source: LinkSource, linkContext: LinkTargets): FoundLink {
  const { url, dead, media } = resolveLink(href, source, linkContext);
  return { url, dead, media: media?.path ?? null };
}

function findImage(src: string, source: LinkSource, { model, media }: LinkTargets): FoundImage {
  const { url, dead, media: file } = resolveLink(src, source, { model, media });
  // An image that is not in `media/` is missing on the site, because only files in `media/` are published.
  if (!file) return { url, dead: true, media: null, image: { src: url }, fault: null };
  const copies = media
    .variantsOf(file)
    .map(({ path, width }) => `${source.root}${encodePath(path)} ${width}w`)
    .join(", ");
  const poster = posterPaths(file.path).find((name) => media.find(name));
  const image = {
    src: url,
    ...media.dimensionsOf(file),
    ...(copies === "" ? {} : { srcset: copies }),
    ...(poster === undefined ? {} : { poster: `${source.root}${encodePath(poster)}` }),
  };
  return { url, dead, media: file.path, image, fault: media.faultOf(file) };
}

function sameLink(a: Pick<ResolvedLink, "url" | "dead">, b: Pick<ResolvedLink, "url" | "dead">): boolean {
  return a.url === b.url && a.dead === b.dead;
}

function sameImage(a: FoundImage, b: FoundImage): boolean {
  return (
    sameLink(a, b) &&
    a.image.width === b.image.width &&
    a.image.height === b.image.height &&
    a.image.srcset === b.image.srcset &&
    a.image.poster === b.image.poster &&
    a.fault === b.fault
  );
}
