import { searchFolder } from "#contract/site-search/layout.ts";

/** A name that follows from the file's content, as style sheets and smaller copies of images have. */
const namedByContent = /\.[0-9a-f]{8}\.[a-z0-9]+$/;

/** A smaller copy of an image: `media/2024/photo.960w.1a2b3c4d.webp`. */
const smallerCopy = /^(media\/.*)\.\d+w\.[0-9a-f]{8}\.webp$/;

/**
 * A test for smaller copies of images that are no part of the site any more. These go at once with their image: it may have
 * been withdrawn with its post, and no other copy takes their place.
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

/** Whether a file goes because another takes its place: nothing that an author would miss, but that a page which is still open may ask for. */
export function isReplaced(path: string): boolean {
  return namedByContent.test(path) || path.startsWith(`${searchFolder}/`);
}
