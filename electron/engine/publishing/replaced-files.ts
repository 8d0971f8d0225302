import { searchFolder } from "#contract/site-search/layout.ts";

/** A name that follows from the file's content, as style sheets and smaller copies of images have. */
const namedByContent = /\.[0-9a-f]{8}\.[a-z0-9]+$/;

/** Whether a file goes because another takes its place: nothing that an author would miss, but that a page which is still open may ask for. */
export function isReplaced(path: string): boolean {
  return namedByContent.test(path) || path.startsWith(`${searchFolder}/`);
}
