/** What must be known of a still picture before it is decoded. */
export interface ImageTraits {
  readonly type: "jpg" | "png" | "webp";
  /** Pixels as stored, before it is turned. */
  readonly width: number;
  readonly height: number;
  /** As EXIF has it, 1–8. */
  readonly orientation: number;
  /** ICC profile of an RGB picture; null for sRGB, which needs none. */
  readonly profile: Uint8Array | null;
}

/**
 * Traits; or why there are none: `alone` is a picture whose smaller copies would not look the same (animated, deeper or
 * other colours than WebP has, turned in a way that browsers do not agree on) and that is therefore left as it is.
 */
export type Inspection = ImageTraits | "alone" | "broken" | "cmyk";
