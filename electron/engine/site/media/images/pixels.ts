/**
 * A decoded picture. It contains red, green, blue and alpha of each pixel, row by row, with 8 bits each.
 * Alpha is not premultiplied.
 */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** Whether all pixels are opaque. */
export function isOpaque({ data }: Pixels): boolean {
  for (let at = 3; at < data.length; at += 4) {
    if (data[at] !== 255) return false;
  }
  return true;
}

/**
 * Whether the picture has at most `most` colours. Drawings and screenshots usually have so few, photographs
 * do not.
 */
export function hasFewColours({ data }: Pixels, max: number): boolean {
  const colours = new Set<number>();
  const values = new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
  let last = -1;
  for (const value of values) {
    if (value === last) continue;
    last = value;
    colours.add(value);
    if (colours.size > max) return false;
  }
  return true;
}
