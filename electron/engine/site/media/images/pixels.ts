/**
 * A decoded picture: 8 bits each of red, green, blue and alpha per pixel, row by row.
 * Alpha is not premultiplied.
 */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

export function isOpaque({ data }: Pixels): boolean {
  for (let at = 3; at < data.length; at += 4) {
    if (data[at] !== 255) return false;
  }
  return true;
}

/** Whether the picture has at most `max` colours, like most drawings and screenshots. */
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
