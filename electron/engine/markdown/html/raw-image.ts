import { decodeEntities, escapeAttribute } from "#engine/base/markup.ts";
import type { ResolvedImage } from "../types/markdown-types.ts";
import { imageAttributes } from "./shown-image.ts";

/** An image in the author's raw HTML, with its resolved address and sizes. */
export interface RawImage extends ResolvedImage {
  /** Whether the image is the first image of the text. */
  readonly isFirst: boolean;
}

/** Returns a pattern for an attribute. Group 1 ends with `=`, and group 2 is the value with its quotes. */
export function attributePattern(name: string): RegExp {
  return new RegExp(`(\\s${name}\\s*=\\s*)("[^"]*"|'[^']*'|[^\\s"'>]+)`, "i");
}

/** Decodes the value of an attribute, with or without quotation marks. */
export function unquote(value: string): string {
  const inner = /^["']/.test(value) ? value.slice(1, -1) : value;
  return decodeEntities(inner);
}

/** Returns a value as it is written in an attribute: encoded and in quotation marks. */
export function quote(value: string): string {
  return `"${escapeAttribute(value)}"`;
}

const sides = { width: attributePattern("width"), height: attributePattern("height") };
const presence = new Map(
  ["width", "height", "srcset", "sizes", "loading", "decoding"].map(
    (name) => [name, new RegExp(`\\s${name}(?=[\\s=/>])`, "i")] as const,
  ),
);

/** Adds attributes that the author's image tag lacks. The author's own attributes stay unchanged. */
export function withImageAttributes(tag: string, image: RawImage): string {
  const has = (name: string): boolean => presence.get(name)?.test(tag) ?? false;
  const { width: _width, height: _height, ...rest } = image;
  const attributes = imageAttributes({ ...rest, ...sizeAsWritten(tag, image) }, image.isFirst);
  const added = attributes
    // Adds no `sizes` if the author wrote `srcset`, because `sizes` would apply to the author's copies.
    .filter(([name]) => !has(name) && !(name === "sizes" && has("srcset")))
    .map(([name, value]) => ` ${name}=${quote(value)}`);
  return tag.replace(/(?<!\s)\s*\/?>$/, (end) => added.join("") + end);
}

type Size = Pick<ResolvedImage, "width" | "height">;

/**
 * Returns the size of an image in pixels, as the author wrote it in the tag.
 * If the author wrote only the width or the height, the image's proportions determine the other length.
 * If the author wrote no size, returns the size of the image file.
 */
function sizeAsWritten(tag: string, { width, height }: Size): Size {
  const [wide, high] = [side(tag, "width"), side(tag, "height")];
  if (width === undefined || height === undefined || wide === null || high === null) return {};
  return {
    width: wide ?? (high === undefined ? width : Math.round((high * width) / height)),
    height: high ?? (wide === undefined ? height : Math.round((wide * height) / width)),
  };
}

/**
 * Returns the width or height in pixels.
 * Returns undefined if the attribute is missing, and null if its value is not in pixels.
 */
function side(tag: string, name: keyof typeof sides): number | null | undefined {
  const written = sides[name].exec(tag)?.[2];
  if (written === undefined) return undefined;
  const value = unquote(written);
  return /^\d+$/.test(value) ? Number(value) : null;
}
