/** Properties of a still picture that are needed before it is decoded. */
export interface ImageTraits {
  readonly type: "jpg" | "png" | "webp";
  /** Pixels as stored, before the EXIF rotation. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1–8. */
  readonly orientation: number;
  /** ICC profile of an RGB picture; null for sRGB, which needs none. */
  readonly profile: Uint8Array | null;
}

/**
 * Traits, or why the picture gets no copies. `alone`: copies would look different (animated, deeper or other
 * colours than WebP has, an orientation that browsers treat differently), so it is left as it is.
 */
export type Inspection = ImageTraits | "alone" | "broken" | "cmyk";
