/** The offsets in a line at which the description of an image begins and ends. */
export interface ImageDescription {
  readonly start: number;
  readonly end: number;
  /** Offset of the end of the image's Markdown. */
  readonly behind: number;
}

const image =
  /!\[((?:[^[\]\\]|\\.)*)\]\((?:<[^<>]*>|(?:[^()\s]|\([^()\s]*\))*)(?:[ \t]+(?:"[^"]*"|'[^']*'))?[ \t]*\)/g;

/** Returns the image description that contains an offset of a line, or null if there is none. */
export function descriptionAt(line: string, offset: number): ImageDescription | null {
  return descriptionsIn(line).find(({ start, end }) => start <= offset && offset <= end) ?? null;
}

/**
 * Returns the position to which Tab moves the caret from an image's description.
 * If an undescribed image follows directly, Tab moves the caret into the description of that image.
 * If no undescribed image follows directly, Tab moves the caret to the end of the current image.
 * Returns null if the caret is not in a description.
 */
export function positionAfterDescription(
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

/** Whether an image lacks a description, and only spaces or tabs are between `from` and the image. */
function isEmptyNext(text: string, { start, end }: ImageDescription, from: number): boolean {
  return start === end && /^[ \t]*!\[$/.test(text.slice(0, start - from));
}

function descriptionsIn(line: string): readonly ImageDescription[] {
  return Array.from(line.matchAll(image), ({ index, 0: whole, 1: words = "" }) => {
    const start = index + "![".length;
    return { start, end: start + words.length, behind: index + whole.length };
  });
}
