import { posix } from "node:path";
import { collisionKey, completeAddress } from "./addresses.ts";
import type { MediaFile, MediaLibrary } from "./media-library.ts";
import type { SiteModel } from "./site-model.ts";
import { encodePath, fromRoot } from "./urls.ts";

/** The text in which a link stands. */
export interface LinkSource {
  /** Blog path of the file: links may be relative to its folder. */
  readonly path: string;
  /** Address of the page, for links between pages of an old site; "" for texts that stand on every page. */
  readonly address: string;
  readonly root: string;
}

export interface ResolvedLink {
  /** What shall stand in `href` or `src`, percent-encoded. */
  readonly url: string;
  /** It means a file of the blog, but there is none on the site. */
  readonly dead: boolean;
  readonly media?: MediaFile;
}

/** Whether a target is of another site, or a place on the page itself: nothing that the blog decides. */
export function leadsOutside(href: string): boolean {
  return href === "" || /^(?:[?#]|[a-z][a-z0-9+.-]*:|\/\/)/i.test(href);
}

/**
 * Finds what a link or image of the blog's own texts leads to: a post or page by its file, a media file, or a page by
 * its address; relative to the file, to the blog folder, or to the page. Whatever is none of these stays as written.
 */
export function resolveLink(
  href: string,
  source: LinkSource,
  { model, media }: { readonly model: SiteModel; readonly media: MediaLibrary },
): ResolvedLink {
  if (leadsOutside(href)) return { url: href, dead: false };
  const [, written = "", rest = ""] = /^([^?#]*)([\s\S]*)$/.exec(href) ?? [];
  const path = decode(written);
  const candidates = candidatesFor(path, source.path);
  for (const candidate of candidates) {
    const entry = model.byPath.get(candidate);
    if (entry) return { url: fromRoot(source.root, entry.url) + rest, dead: false };
    const file = media.find(candidate);
    if (file) return { url: source.root + encodePath(file.path) + rest, dead: false, media: file };
  }
  for (const candidate of candidatesFor(path, source.address)) {
    const entry = model.byAddress.get(collisionKey(completeAddress(candidate)));
    if (entry) return { url: fromRoot(source.root, entry.url) + rest, dead: false };
  }
  return { url: href, dead: candidates.some(meansBlogFile) };
}

/** Where a path may lead, as paths from the top: relative to a file or page, else from the top itself. */
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
