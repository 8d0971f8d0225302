import { searchFolder } from "#contract/site-search/layout.ts";

/** A name with a hash of the file's content, as style sheets and smaller copies of images have. */
const namedByContent = /\.[0-9a-f]{8}\.[a-z0-9]+$/;

/** A smaller copy of an image: `media/2024/photo.960w.1a2b3c4d.webp`. */
const smallerCopy = /^(media\/.*)\.\d+w\.[0-9a-f]{8}\.webp$/;

/**
 * Returns a test of whether a path is a smaller copy of an image that the site no longer has. Such copies are
 * deleted at once with their image, because it may have been withdrawn with its post.
 */
export function copiesOfGone(built: ReadonlySet<string>): (path: string) => boolean {
  let stems: ReadonlySet<string> | undefined;
  return (path) => {
    const [, stem] = smallerCopy.exec(path) ?? [];
    if (stem === undefined) return false;
    stems ??= new Set([...built].map((other) => other.replace(/\.[^./]*$/, "")));
    return !stems.has(stem);
  };
}

/**
 * Whether a file is deleted only because a newer version has another name. An open page may still request it.
 */
export function isReplaced(path: string): boolean {
  return namedByContent.test(path) || path.startsWith(`${searchFolder}/`);
}
