import type { ResolvedImage } from "../types/markdown-types.ts";
import { imageAttributes } from "./shown-image.ts";

/** What becomes of an image in the author's own HTML. */
export interface RawImage extends ResolvedImage {
  /** Whether no image stands before it. */
  readonly isFirst: boolean;
}

/** Finds an attribute of a tag: name with `=`, and value with its quotes. */
export function attributePattern(name: string): RegExp {
  return new RegExp(`(\\s${name}\\s*=\\s*)("[^"]*"|'[^']*'|[^\\s"'>]+)`, "i");
}

/** The value of an attribute as it is meant. */
export function unquote(value: string): string {
  const inner = /^["']/.test(value) ? value.slice(1, -1) : value;
  return inner.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}

/** A value as it stands behind the `=`. */
export function quote(value: string): string {
  return `"${value.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`;
}

const sides = { width: attributePattern("width"), height: attributePattern("height") };
const presence = new Map(
  ["width", "height", "srcset", "sizes", "loading", "decoding"].map(
    (name) => [name, new RegExp(`\\s${name}(?=[\\s=/>])`, "i")] as const,
  ),
);

/** An image tag with the attributes that the author left out; what the author wrote stays. */
export function withImageAttributes(tag: string, image: RawImage): string {
  const has = (name: string): boolean => presence.get(name)?.test(tag) ?? false;
  const { width: _width, height: _height, ...rest } = image;
  const attributes = imageAttributes({ ...rest, ...sizeAsWritten(tag, image) }, image.isFirst);
  const added = attributes
    // Sizes belong to the author's own choice of files
    .filter(([name]) => !has(name) && !(name === "sizes" && has("srcset")))
    .map(([name, value]) => ` ${name}=${quote(value)}`);
  return tag.replace(/(?<!\s)\s*\/?>$/, (end) => added.join("") + end);
}

type Size = Pick<ResolvedImage, "width" | "height">;

/** The size in pixels that the author wants it to have, in its own proportions; none when a side is not in pixels. */
function sizeAsWritten(tag: string, { width, height }: Size): Size {
  const [wide, high] = [side(tag, "width"), side(tag, "height")];
  if (width === undefined || height === undefined || wide === null || high === null) return {};
  return {
    width: wide ?? (high === undefined ? width : Math.round((high * width) / height)),
    height: high ?? (wide === undefined ? height : Math.round((wide * height) / width)),
  };
}

/** Undefined for a side that the author left open, null for one that is not in pixels. */
function side(tag: string, name: keyof typeof sides): number | null | undefined {
  const written = sides[name].exec(tag)?.[2];
  if (written === undefined) return undefined;
  const value = unquote(written);
  return /^\d+$/.test(value) ? Number(value) : null;
}
