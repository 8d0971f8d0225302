import { posix } from "node:path";
import { collisionKey, completeAddress } from "../addresses/addresses.ts";
import type { MediaFile } from "../media/media-files.ts";
import type { MediaLibrary } from "../media/media-library.ts";
import { encodePath, fromRoot, hasScheme } from "../addresses/urls.ts";

/** The text that contains a link. */
export interface LinkSource {
  /** Blog path of the file: links may be relative to its folder. */
  readonly path: string;
  /** Address of the page, for links between pages of an old site; "" for texts shown on every page. */
  readonly address: string;
  readonly root: string;
}

export interface ResolvedLink {
  /** The value for `href` or `src`, percent-encoded. */
  readonly url: string;
  /** Whether the link names a file of the blog that is not on the site. */
  readonly dead: boolean;
  readonly media?: MediaFile;
}

/** The properties of a page that links to it need. */
export interface LinkedPage {
  /** `path`: blog path of its file. */
  readonly post: { readonly path: string };
  readonly address: string;
  /** Percent-encoded, relative to the top of the site. */
  readonly url: string;
}

/** What links can lead to: a `SiteModel`, or only the parts of it that links need. */
export interface LinkTargets<Page extends LinkedPage = LinkedPage> {
  readonly model: {
    readonly byPath: ReadonlyMap<string, Page>;
    readonly byAddress: ReadonlyMap<string, Page>;
    readonly byAlias: ReadonlyMap<string, Page>;
  };
  readonly media: MediaLibrary;
}

/** The anchor inside a page that a link points to. */
export interface AnchorTarget<Page extends LinkedPage> {
  readonly entry: Page;
  /** Decoded, never empty. */
  readonly anchor: string;
}

/** Whether a target does not depend on the blog: another site, or an anchor on the page itself. */
export function leadsOutside(href: string): boolean {
  return href === "" || /^[?#]/.test(href) || isOfAnotherSite(href);
}

/**
 * Resolves a link or image of the blog's own texts: to a post or page by its file, a media file, or a page by
 * its address or alias; relative to the file, the blog folder, or the page. Anything else stays as written.
 */
export function resolveLink(href: string, source: LinkSource, linkContext: LinkTargets): ResolvedLink {
  if (leadsOutside(href)) return { url: href, dead: false };
  const { path, rest } = partsOf(href);
  const target = findTarget(path, source, linkContext);
  if (!target) return { url: href, dead: candidatesFor(path, source.path).some(meansBlogFile) };
  if ("post" in target) return { url: fromRoot(source.root, target.url) + rest, dead: false };
  return { url: source.root + encodePath(target.path) + rest, dead: false, media: target };
}

/** The blog file that a link or image leads to, and whether the link names the file instead of an address. */
interface LedTo {
  readonly path: string;
  readonly byFile: boolean;
}

/**
 * Returns the blog file that a link leads to; null for a link to none of the blog's posts, pages and media.
 */
export function fileLedTo(href: string, source: LinkSource, linkContext: LinkTargets): LedTo | null {
  if (leadsOutside(href)) return null;
  const { path } = partsOf(href);
  const target = findTarget(path, source, linkContext);
  if (!target) return null;
  const file = "post" in target ? target.post.path : target.path;
  return { path: file, byFile: candidatesFor(path, source.path).includes(file) };
}

/**
 * Resolves a link with a `#` to the anchor in a post or page; null when it leads elsewhere or has no anchor.
 */
export function resolveAnchor<Page extends LinkedPage>(
  href: string,
  source: LinkSource,
  linkContext: LinkTargets<Page>,
): AnchorTarget<Page> | null {
  const { path, rest } = partsOf(href);
  const anchor = decode(rest.slice(rest.indexOf("#") + 1));
  if (!rest.includes("#") || anchor === "" || isOfAnotherSite(href)) return null;
  const target =
    path === "" ? linkContext.model.byPath.get(source.path) : findTarget(path, source, linkContext);
  return target && "post" in target ? { entry: target, anchor } : null;
}

function partsOf(href: string): { path: string; rest: string } {
  const [, written = "", rest = ""] = /^([^?#]*)([\s\S]*)$/.exec(href) ?? [];
  return { path: decode(written), rest };
}

function isOfAnotherSite(href: string): boolean {
  return hasScheme(href) || href.startsWith("//");
}

function findTarget<Page extends LinkedPage>(
  path: string,
  source: LinkSource,
  { model, media }: LinkTargets<Page>,
): Page | MediaFile | undefined {
  for (const candidate of candidatesFor(path, source.path)) {
    const target = model.byPath.get(candidate) ?? media.find(candidate);
    if (target) return target;
  }
  for (const candidate of candidatesFor(path, source.address)) {
    const key = collisionKey(completeAddress(candidate));
    const entry = model.byAddress.get(key) ?? model.byAlias.get(key);
    if (entry) return entry;
  }
  return undefined;
}

/** Returns the possible paths of a target from the top: relative to `from`, then from the top itself. */
function candidatesFor(path: string, from: string): string[] {
  const fromTop = posix.normalize(path.replace(/^\/+/, ""));
  return path.startsWith("/") ? [fromTop] : [posix.join(posix.dirname(from), path), fromTop];
}

function meansBlogFile(path: string): boolean {
  return /\.(md|markdown)$/i.test(path) || path.startsWith("media/");
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path).normalize("NFC");
  } catch {
    return path.normalize("NFC");
  }
}
