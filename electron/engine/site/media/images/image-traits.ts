/** Properties of a still picture, read from the file without decoding the picture. */
export interface ImageTraits {
  readonly type: "jpg" | "png" | "webp";
  /** Width in pixels as stored, before EXIF rotation. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1–8. */
  readonly orientation: number;
  /** ICC profile to embed in the copies; null for sRGB, which needs none. */
  readonly profile: Uint8Array | null;
}

/**
 * The properties of a picture, or why it gets no smaller copies. `alone`: copies would look different (the
 * picture is animated, has more or other colours than WebP can store, or an orientation that browsers
 * interpret differently).
 */
export type Inspection = ImageTraits | "alone" | "broken" | "cmyk";
