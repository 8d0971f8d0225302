import type { Pixels } from "./pixels.ts";

/** Rotates and mirrors a picture according to its EXIF orientation (1–8). */
export function turn(source: Pixels, orientation: number): Pixels {
  if (orientation === 1) return source;
  const { width, height } = source;
  const quarter = orientation >= 5;
  const turned = { width: quarter ? height : width, height: quarter ? width : height };
  const from = new Uint32Array(source.data.buffer, source.data.byteOffset, width * height);
  const to = new Uint32Array(width * height);
  const { start, right, down } = walk(orientation, width, height);
  for (let y = 0, index = 0; y < turned.height; y++) {
    let at = start + y * down;
    for (let x = 0; x < turned.width; x++, index++, at += right) to[index] = from[at] ?? 0;
  }
  return { ...turned, data: new Uint8ClampedArray(to.buffer) };
}

/**
 * Returns the order in which the stored pixels must be read to display the picture upright.
 * `start` is the index of the pixel at the top left.
 * A step to the right adds `right` to the index, and a step down adds `down`.
 */
function walk(
  orientation: number,
  width: number,
  height: number,
): { readonly start: number; readonly right: number; readonly down: number } {
  const end = width * height - 1;
  const lastRow = width * (height - 1);
  switch (orientation) {
    case 2:
      return { start: width - 1, right: -1, down: width };
    case 3:
      return { start: end, right: -1, down: -width };
    case 4:
      return { start: lastRow, right: 1, down: -width };
    case 5:
      return { start: 0, right: width, down: 1 };
    case 6:
      return { start: lastRow, right: -width, down: 1 };
    case 7:
      return { start: end, right: -width, down: -1 };
    default:
      return { start: width - 1, right: width, down: -1 };
  }
}
