import type { TextSpan } from "../../writing/formatting.ts";

/** The texts before and after the images. */
interface TextAround {
  readonly before: string;
  readonly after: string;
}

/** The text that replaces the selection when images are inserted. */
export interface ImageBlock {
  readonly text: string;
  /** Offsets in `text` at which the first image begins and the last image ends. */
  readonly images: TextSpan;
}

/**
 * Returns the text that inserts images between two texts.
 * A single image becomes a separate paragraph only if `isAlone` is true.
 * Several images become a separate paragraph, which the page shows as a gallery.
 */
export function imageBlock(
  { before, after }: TextAround,
  markdown: readonly string[],
  lineEnd: string,
  isAlone = markdown.length > 1,
): ImageBlock {
  const images = markdown.join(lineEnd);
  const above = isAlone ? gap(before.length - before.trimEnd().length, before, lineEnd, "end") : "";
  const below = isAlone ? gap(after.length - after.trimStart().length, after, lineEnd, "start") : "";
  const span = { start: above.length, end: above.length + images.length };
  return { text: above + images + below, images: span };
}

/** Returns the line ends that separate the images from the text on one side of them. */
function gap(blank: number, text: string, lineEnd: string, side: "start" | "end"): string {
  if (blank === text.length) return "";
  const spaces = side === "end" ? text.slice(text.length - blank) : text.slice(0, blank);
  const lineEnds = spaces.split("\n").length - 1;
  return lineEnd.repeat(Math.max(0, 2 - lineEnds));
}
