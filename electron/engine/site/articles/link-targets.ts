import { collisionKey } from "#contract/text/collision-key.ts";
import { decoded } from "#contract/text/percent-encoding.ts";
import { posix } from "node:path";
import { isMarkdownFile } from "#contract/text/markdown-text.ts";
import { completeAddress } from "../addresses/addresses.ts";
import type { MediaFile } from "../media/media-files.ts";
import type { MediaLibrary } from "../media/media-library.ts";
import { encodePath, fromRoot, hasScheme } from "../addresses/urls.ts";

/** The text that contains a link. A relative link is resolved from the text's `path` or `address`. */
export interface LinkSource {
  readonly path: string;
  /** Address of the text's page; "" for texts on every page, such as the footer. */
  readonly address: string;
  readonly root: string;
}

export interface ResolvedLink {
  /** The resolved value for `href` or `src`, percent-encoded. */
  readonly url: string;
  /** Whether the link leads to a post, page or media file that the site does not have. */
  readonly dead: boolean;
  readonly media?: MediaFile;
  /** Whether the link leads to a draft or a scheduled page. Only previews have such pages. */
  readonly waiting?: boolean;
  /** Title of the page to which the link leads, if it is a page of the site. */
  readonly title?: string;
}

export interface LinkedPage {
  readonly post: { readonly path: string };
  readonly address: string;
  /** Path of the page relative to the root of the site, percent-encoded. */
  readonly url: string;
  readonly title?: string;
}

export interface LinkTargets<Page extends LinkedPage = LinkedPage> {
  readonly model: {
    readonly byPath: ReadonlyMap<string, Page>;
    readonly byAddress: ReadonlyMap<string, Page>;
    readonly byAlias: ReadonlyMap<string, Page>;
  };
  readonly media: MediaLibrary;
}

export interface AnchorTarget<Page extends LinkedPage> {
  readonly entry: Page;
  /** The anchor is percent-decoded and never empty. */
  readonly anchor: string;
}

/** Whether a link leads to another site, or only to its own page. */
export function leadsOutside(href: string): boolean {
  return href === "" || /^[?#]/.test(href) || isOfAnotherSite(href);
}

/**
 * Finds the target of a link or image: a file by its path, or a page by its address or an alias.
 * The path of a file is relative to the blog folder, or to the folder of the file that contains the link.
 * An address is relative to the root of the site, or to the page that contains the link.
 */
export function resolveLink(href: string, source: LinkSource, linkContext: LinkTargets): ResolvedLink {
  if (leadsOutside(href)) return { url: href, dead: false };
  const { path, rest } = partsOf(href);
  const target = findTarget(path, source, linkContext);
  if (!target) return { url: href, dead: candidatesFor(path, source.path).some(meansBlogFile) };
  if ("post" in target) {
    const { title } = target;
    const url = fromRoot(source.root, target.url) + rest;
    return title === undefined ? { url, dead: false } : { url, dead: false, title };
  }
  return { url: source.root + encodePath(target.path) + rest, dead: false, media: target };
}

/** The blog file to which a link leads. `byFile`: the link has the file's path, not the page's address. */
interface LedTo {
  readonly path: string;
  readonly byFile: boolean;
}

/**
 * Returns the last segment of a path or address as a `collisionKey`: `/notes/Rain.html` → `rain.html`.
 * For the `index.html` of a folder, returns the name of the folder.
 * A link can lead to a page only if its last segment equals that of the page's path, address or an alias.
 */
export function endingOf(path: string): string {
  const [, ending = ""] = /([^/]*)\/?$/.exec(collisionKey(path.trim()).replace(/\/index\.html$/, "")) ?? [];
  return ending;
}

/** Last segments of links that do not name their page, such as `../`. */
const namelessEndings: ReadonlySet<string> = new Set(["", ".", "..", "index.html"]);

/**
 * Returns the last segment of a link's path. Returns null for `../` and the like, which may lead to any page.
 */
export function linkEnding(href: string): string | null {
  const ending = endingOf(partsOf(href).path);
  return namelessEndings.has(ending) ? null : ending;
}

/** Returns the blog file to which a link leads; null for any other target. */
export function fileLedTo(href: string, source: LinkSource, linkContext: LinkTargets): LedTo | null {
  if (leadsOutside(href)) return null;
  const { path } = partsOf(href);
  const target = findTarget(path, source, linkContext);
  if (!target) return null;
  const file = "post" in target ? target.post.path : target.path;
  return { path: file, byFile: candidatesFor(path, source.path).includes(file) };
}

/** Returns the media file to which `href` leads, or undefined. `from` is the path of the linking file. */
export function mediaLedTo(href: string, from: string, media: MediaLibrary): MediaFile | undefined {
  if (leadsOutside(href)) return undefined;
  for (const candidate of candidatesFor(partsOf(href).path, from)) {
    const file = media.find(candidate);
    if (file) return file;
  }
  return undefined;
}

/** Returns the page and the anchor to which a link leads; null if it leads to no anchor of a page. */
export function resolveAnchor<Page extends LinkedPage>(
  href: string,
  source: LinkSource,
  linkContext: LinkTargets<Page>,
): AnchorTarget<Page> | null {
  const { path, rest } = partsOf(href);
  const anchor = decoded(rest.slice(rest.indexOf("#") + 1));
  if (!rest.includes("#") || anchor === "" || isOfAnotherSite(href)) return null;
  const target =
    path === "" ? linkContext.model.byPath.get(source.path) : findTarget(path, source, linkContext);
  return target && "post" in target ? { entry: target, anchor } : null;
}

function partsOf(href: string): { path: string; rest: string } {
  const [, written = "", rest = ""] = /^([^?#]*)([\s\S]*)$/.exec(href) ?? [];
  return { path: decoded(written), rest };
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

/** Returns the paths that a link may mean: one relative to the folder of `from`, one relative to the root. */
function candidatesFor(path: string, from: string): string[] {
  const fromTop = posix.normalize(path.replace(/^\/+/, ""));
  return path.startsWith("/") ? [fromTop] : [posix.join(posix.dirname(from), path), fromTop];
}

function meansBlogFile(path: string): boolean {
  return isMarkdownFile(path) || path.startsWith("media/");
}
