import { percentEncoded } from "#contract/text/percent-encoding.ts";
import { withoutEscapes } from "#contract/text/markdown-text.ts";

/** The Markdown of an image in a line, divided into its parts. */
export interface ImageMarkdown {
  /** The offsets in the line at which the Markdown begins and ends. */
  readonly start: number;
  readonly end: number;
  /** The description as it is written in the Markdown, including backslashes. */
  readonly description: string;
  /** The destination as it is written in the Markdown, perhaps in angle brackets. */
  readonly destination: string;
  /** The title, without quotation marks and backslashes, or "" if there is none. */
  readonly caption: string;
  readonly size: ImageSize;
  readonly position: ImagePosition;
  /** The address of the image that a video shows before it plays, or "". */
  readonly poster: string;
  /** All other attributes in braces, as they are written in the Markdown: `.a`, `#b`. */
  readonly attributes: readonly string[];
}

export const imageSizes = ["full", "half", "small"] as const;
type ImageSize = (typeof imageSizes)[number];
export const imagePositions = ["none", "left", "center", "right"] as const;
type ImagePosition = (typeof imagePositions)[number];

const image =
  /!\[((?:[^[\]\\]|\\.)*)\]\([ \t]*(<[^<>]*>|(?:[^()\s]|\([^()\s]*\))*)(?:[ \t]+("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))?[ \t]*\)(?:\{([^{}]*)\})?/g;

/** Returns the images in a line. */
export function imagesInLine(line: string): readonly ImageMarkdown[] {
  return Array.from(line.matchAll(image), (match) => {
    const [whole, description = "", destination = "", title = '""', braces = ""] = match;
    const words: readonly string[] = braces.match(/[^\s"]+(?:"[^"]*")?/g) ?? [];
    const posterWord = words.findLast((word) => word.startsWith("poster="));
    const size = imageSizes.find((name) => words.includes(`.${name}`)) ?? "full";
    const position = imagePositions.find((name) => words.includes(`.${name}`)) ?? "none";
    return {
      start: match.index,
      end: match.index + whole.length,
      description,
      destination,
      caption: withoutEscapes(title.slice(1, -1)),
      size,
      position,
      poster: posterWord?.slice("poster=".length).replaceAll('"', "") ?? "",
      attributes: words.filter(
        (word) => word !== `.${size}` && word !== `.${position}` && !word.startsWith("poster="),
      ),
    };
  });
}

/** Returns the image at an offset in a line, otherwise the line's only image, or null. */
export function imageAt(line: string, offset: number): ImageMarkdown | null {
  const images = imagesInLine(line);
  const [only, ...others] = images;
  const here = images.find(({ start, end }) => start <= offset && offset <= end);
  return here ?? (others.length === 0 ? (only ?? null) : null);
}

/** Writes an image as Markdown. Descriptions from a form must be escaped first (`escapedDescription`). */
export function imageText({ description, destination, caption, ...rest }: ImageMarkdown): string {
  const words = caption.replace(/\s+/g, " ").trim();
  const title = words === "" ? "" : ` "${words.replace(/["\\]/g, "\\$&")}"`;
  const { size, position, poster, attributes } = rest;
  const all = [
    ...(size === "full" ? [] : [`.${size}`]),
    ...(position === "none" ? [] : [`.${position}`]),
    ...(poster === "" ? [] : [`poster=${writtenPoster(poster)}`]),
    ...attributes,
  ];
  return `![${description}](${destination}${title})${all.length === 0 ? "" : `{${all.join(" ")}}`}`;
}

/** Percent-encodes characters that Markdown would interpret, or that would end an attribute in braces. */
function writtenPoster(address: string): string {
  const special = /[\s*~`&{}"'=<>|$\\:《》｜]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
  return /^https?:/.test(address) ? `"${address}"` : address.replace(special, percentEncoded);
}

/** Escapes the description of an image: makes one line, and puts backslashes before brackets. */
export function escapedDescription(words: string): string {
  return words.replace(/\s+/g, " ").replace(/[\\[\]]/g, "\\$&");
}

/** Returns the address of a destination in Markdown. Removes angle brackets and backslashes. */
export function plainDestination(written: string): string {
  return withoutEscapes(written.replace(/^<([\s\S]*)>$/, "$1"));
}

/** Whether an image is the only content of its paragraph. Otherwise, the page ignores size and position. */
export function isAlone(lines: readonly string[], index: number, { start, end }: ImageMarkdown): boolean {
  const line = lines[index] ?? "";
  const isBlank = (other: string | undefined): boolean => other === undefined || other.trim() === "";
  return (
    (line.slice(0, start) + line.slice(end)).trim() === "" &&
    isBlank(lines[index - 1]) &&
    isBlank(lines[index + 1])
  );
}
