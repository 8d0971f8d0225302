import type { ResolvedImage } from "../types/markdown-types.ts";
import { imageAttributes } from "./shown-image.ts";

/** An image in the author's raw HTML, after resolving. */
export interface RawImage extends ResolvedImage {
  /** Whether it is the first image of the text. */
  readonly isFirst: boolean;
}

/** Returns a pattern for an attribute of a tag: name with `=`, and value with its quotes. */
export function attributePattern(name: string): RegExp {
  return new RegExp(`(\\s${name}\\s*=\\s*)("[^"]*"|'[^']*'|[^\\s"'>]+)`, "i");
}

/** Decodes the value of an attribute. */
export function unquote(value: string): string {
  const inner = /^["']/.test(value) ? value.slice(1, -1) : value;
  return inner.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}

/** Encodes a value with quotes, for use after the `=`. */
export function quote(value: string): string {
  return `"${value.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`;
}

const sides = { width: attributePattern("width"), height: attributePattern("height") };
const presence = new Map(
  ["width", "height", "srcset", "sizes", "loading", "decoding"].map(
    (name) => [name, new RegExp(`\\s${name}(?=[\\s=/>])`, "i")] as const,
  ),
);

/** Adds the attributes that the author omitted to an image tag; existing ones stay. */
export function withImageAttributes(tag: string, image: RawImage): string {
  const has = (name: string): boolean => presence.get(name)?.test(tag) ?? false;
  const { width: _width, height: _height, ...rest } = image;
  const attributes = imageAttributes({ ...rest, ...sizeAsWritten(tag, image) }, image.isFirst);
  const added = attributes
    // `sizes` belongs to the author's own `srcset`
    .filter(([name]) => !has(name) && !(name === "sizes" && has("srcset")))
    .map(([name, value]) => ` ${name}=${quote(value)}`);
  return tag.replace(/(?<!\s)\s*\/?>$/, (end) => added.join("") + end);
}

type Size = Pick<ResolvedImage, "width" | "height">;

/**
 * Returns the size in pixels that the author chose, completed by the image's proportions; empty when a side
 * is not in pixels.
 */
function sizeAsWritten(tag: string, { width, height }: Size): Size {
  const [wide, high] = [side(tag, "width"), side(tag, "height")];
  if (width === undefined || height === undefined || wide === null || high === null) return {};
  return {
    width: wide ?? (high === undefined ? width : Math.round((high * width) / height)),
    height: high ?? (wide === undefined ? height : Math.round((wide * height) / width)),
  };
}

/** Returns undefined for a side that the author omitted, null for one that is not in pixels. */
function side(tag: string, name: keyof typeof sides): number | null | undefined {
  const written = sides[name].exec(tag)?.[2];
  if (written === undefined) return undefined;
  const value = unquote(written);
  return /^\d+$/.test(value) ? Number(value) : null;
}
