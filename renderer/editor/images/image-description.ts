/** Where the description of an image stands in its line, in offsets. */
export interface ImageDescription {
  readonly start: number;
  readonly end: number;
  /** Behind the whole image. */
  readonly behind: number;
}

const image =
  /!\[((?:[^[\]\\]|\\.)*)\]\((?:<[^<>]*>|(?:[^()\s]|\([^()\s]*\))*)(?:[ \t]+(?:"[^"]*"|'[^']*'))?[ \t]*\)/g;

/** The description that an offset of a line lies in; null outside of any. */
export function descriptionAt(line: string, offset: number): ImageDescription | null {
  return descriptionsIn(line).find(({ start, end }) => start <= offset && offset <= end) ?? null;
}

/**
 * Where one goes on who has described an image: into the next image's empty description, where images follow one another, else
 * behind the image. Null where no image is being described.
 */
export function placeAfterDescription(
  line: string,
  offset: number,
  next: string,
): { readonly lines: 0 | 1; readonly offset: number } | null {
  const described = descriptionAt(line, offset);
  if (!described) return null;
  const { behind } = described;
  const following = descriptionsIn(line).find(({ start }) => start > behind);
  if (following && isEmptyNext(line.slice(behind), following, behind))
    return { lines: 0, offset: following.start };
  const [below] = descriptionsIn(next);
  if (below && line.slice(behind).trim() === "" && isEmptyNext(next, below, 0))
    return { lines: 1, offset: below.start };
  return { lines: 0, offset: behind };
}

/** Nothing but room before an image's description, and nothing in it. */
function isEmptyNext(text: string, { start, end }: ImageDescription, from: number): boolean {
  return start === end && /^[ \t]*!\[$/.test(text.slice(0, start - from));
}

function descriptionsIn(line: string): readonly ImageDescription[] {
  return Array.from(line.matchAll(image), ({ index, 0: whole, 1: words = "" }) => {
    const start = index + "![".length;
    return { start, end: start + words.length, behind: index + whole.length };
  });
}
