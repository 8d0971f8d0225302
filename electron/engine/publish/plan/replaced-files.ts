import { searchFolder } from "#contract/site-search/layout.ts";
import { isSharedDraftPage } from "#engine/site/entries/shared-drafts.ts";
import { isServerRule } from "./server-rules.ts";

/**
 * Matches file names that contain a hash of the content, such as names of style sheets and smaller images.
 */
const namedByContent = /\.[0-9a-f]{8}\.[a-z0-9]+$/;

/** Path of a smaller copy of an image: `media/2024/photo.960w.1a2b3c4d.webp`. */
const smallerCopy = /^(media\/.*)\.\d+w\.[0-9a-f]{8}\.webp$/;

/**
 * Returns a function that recognises smaller copies of images whose originals are no longer on the site.
 * A publish removes these copies immediately, and does not keep them for open pages.
 */
export function copiesOfGone(built: ReadonlySet<string>): (path: string) => boolean {
  let stems: ReadonlySet<string> | undefined;
  return (path) => {
    const [, stem] = smallerCopy.exec(path) ?? [];
    if (stem === undefined) return false;
    stems ??= new Set([...built].map(withoutExtension));
    return !stems.has(stem);
  };
}

/**
 * Returns a function that recognises smaller copies of private images.
 * The server's rules name only present copies of images, so former copies would be open to all readers.
 * A path does not show who may see an image.
 * Therefore, the function returns true for every copy if the site has a protected section or shared draft.
 */
export function privateCopies(paths: Iterable<string>): (path: string) => boolean {
  for (const path of paths) {
    const isRuleOfMedia = path.startsWith("media/") && isServerRule(path);
    if (isRuleOfMedia || isSharedDraftPage(path)) return (copy) => smallerCopy.test(copy);
  }
  return () => false;
}

/**
 * Returns a function that checks whether a path belongs to one of the given files and folders.
 * The function also returns true for the smaller copies of the given images.
 */
export function partOf(others: readonly string[]): (path: string) => boolean {
  if (others.length === 0) return () => false;
  const stems = new Set(others.map(withoutExtension));
  return (path) => {
    const [, stem = path] = smallerCopy.exec(path) ?? [];
    return stems.has(stem) || others.some((other) => path === other || path.startsWith(`${other}/`));
  };
}

/**
 * Returns the path of a file without its extension. The result is equal for an image and its smaller copies.
 */
export function stemOf(path: string): string {
  return smallerCopy.exec(path)?.[1] ?? withoutExtension(path);
}

function withoutExtension(path: string): string {
  return path.replace(/\.[^./]*$/, "");
}

/** Whether a file gets a new name when its content changes. Pages that are still open need the old file. */
export function isReplaced(path: string): boolean {
  return namedByContent.test(path) || path.startsWith(`${searchFolder}/`);
}

/** Path of a search file with the texts of posts or pages: `search/posts/text/2022-05-0.js`. */
const searchTexts = new RegExp(`^${searchFolder}/[a-z]+/text/`);

/**
 * Whether a file that the site no longer has may be kept for one more publish.
 * Old search texts must be removed, because they may contain texts of posts that left the site.
 */
export function mayStay(path: string): boolean {
  return isReplaced(path) && !searchTexts.test(path);
}
