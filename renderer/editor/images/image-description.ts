/** Offsets of an image's description in its line. */
export interface ImageDescription {
  readonly start: number;
  readonly end: number;
  /** Offset after the whole image. */
  readonly behind: number;
}

const image =
  /!\[((?:[^[\]\\]|\\.)*)\]\((?:<[^<>]*>|(?:[^()\s]|\([^()\s]*\))*)(?:[ \t]+(?:"[^"]*"|'[^']*'))?[ \t]*\)/g;

/** Returns the description around an offset of a line; null outside of descriptions. */
export function descriptionAt(line: string, offset: number): ImageDescription | null {
  return descriptionsIn(line).find(({ start, end }) => start <= offset && offset <= end) ?? null;
}

/**
 * Returns where Tab leads from an image's description: into that of the next image if it is empty and follows
 * directly, else after the image. Null outside of descriptions.
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

/** Whether only white space precedes an image's description, and the description is empty. */
function isEmptyNext(text: string, { start, end }: ImageDescription, from: number): boolean {
  return start === end && /^[ \t]*!\[$/.test(text.slice(0, start - from));
}

function descriptionsIn(line: string): readonly ImageDescription[] {
  return Array.from(line.matchAll(image), ({ index, 0: whole, 1: words = "" }) => {
    const start = index + "![".length;
    return { start, end: start + words.length, behind: index + whole.length };
  });
}
