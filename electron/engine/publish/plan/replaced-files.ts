import { searchFolder } from "#contract/site-search/layout.ts";

/**
 * Matches file names that contain a hash of the content, such as names of style sheets and smaller images.
 */
const namedByContent = /\.[0-9a-f]{8}\.[a-z0-9]+$/;

/** Path of a smaller copy of an image: `media/2024/photo.960w.1a2b3c4d.webp`. */
const smallerCopy = /^(media\/.*)\.\d+w\.[0-9a-f]{8}\.webp$/;

/**
 * Returns a function that checks whether a path is a smaller copy of an image that has left the site.
 * A publish removes these smaller copies immediately.
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

/** Returns a function that checks whether a path belongs to a file or folder that could not be read. */
export function partOfUnread(unread: readonly string[]): (path: string) => boolean {
  if (unread.length === 0) return () => false;
  const stems = new Set(unread.map(withoutExtension));
  return (path) => {
    const [, stem = path] = smallerCopy.exec(path) ?? [];
    return stems.has(stem) || unread.some((other) => path === other || path.startsWith(`${other}/`));
  };
}

function withoutExtension(path: string): string {
  return path.replace(/\.[^./]*$/, "");
}

/**
 * Whether each version of the file at a path has its own name. Pages that are open may need older versions.
 */
export function isReplaced(path: string): boolean {
  return namedByContent.test(path) || path.startsWith(`${searchFolder}/`);
}

/** Path of a search file with the texts of posts or pages: `search/posts/text/2022-05-0.js`. */
const searchTexts = new RegExp(`^${searchFolder}/[a-z]+/text/`);

/**
 * Whether a file that the site no longer has may stay for one more publish.
 * The files with search texts may not stay: some of their posts may no longer be published.
 */
export function mayStay(path: string): boolean {
  return isReplaced(path) && !searchTexts.test(path);
}
