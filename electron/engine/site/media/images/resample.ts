import { isOpaque, type Pixels } from "./pixels.ts";

/** For each target pixel of a row or column, the source pixels that determine it, and their weights. */
interface Taps {
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly weights: Float32Array;
  /** Number of `weights` for each target pixel. The weights of pixel `i` begin at `i * stride`. */
  readonly stride: number;
}

/** Number of lobes of the Lanczos kernel: https://en.wikipedia.org/wiki/Lanczos_resampling */
const lobes = 3;

/**
 * Shrinks a picture with a Lanczos kernel.
 * To avoid aliasing, the kernel becomes wider the more the picture shrinks.
 * Fully transparent pixels do not affect the colours of other pixels.
 */
export function resample(source: Pixels, width: number, height: number): Pixels {
  if (width === source.width && height === source.height) return source;
  const opaque = isOpaque(source);
  const channels = opaque ? 3 : 4;
  const columns = tapsFor(source.width, width);
  const rows = tapsFor(source.height, height);
  const length = width * channels;
  const kept = rows.stride;
  const ring = new Float32Array(kept * length);
  const sum = new Float32Array(length);
  const data = new Uint8ClampedArray(width * height * 4);
  const narrow = opaque ? narrowOpaque : narrowTransparent;
  let read = 0;
  for (let y = 0; y < height; y++) {
    const first = rows.first[y] ?? 0;
    const count = rows.count[y] ?? 0;
    for (; read < first + count; read++) {
      narrow(source, read, columns, ring.subarray((read % kept) * length, ((read % kept) + 1) * length));
    }
    sum.fill(0);
    for (let tap = 0; tap < count; tap++) {
      const at = ((first + tap) % kept) * length;
      addRow(sum, ring.subarray(at, at + length), rows.weights[y * rows.stride + tap] ?? 0);
    }
    const line = data.subarray(y * width * 4, (y + 1) * width * 4);
    if (opaque) writeOpaque(sum, line);
    else writeTransparent(sum, line);
  }
  return { data, width, height };
}

function tapsFor(from: number, to: number): Taps {
  const scale = from / to;
  const reach = lobes * scale;
  const stride = Math.ceil(reach) * 2 + 1;
  const first = new Int32Array(to);
  const count = new Int32Array(to);
  const weights = new Float32Array(to * stride);
  for (let index = 0; index < to; index++) {
    const centre = (index + 0.5) * scale;
    const start = Math.max(0, Math.ceil(centre - reach - 0.5));
    const end = Math.min(from, start + stride, Math.floor(centre + reach + 0.5));
    let sum = 0;
    for (let at = start; at < end; at++) sum += lanczos((at + 0.5 - centre) / scale);
    for (let at = start; at < end; at++) {
      weights[index * stride + at - start] = lanczos((at + 0.5 - centre) / scale) / sum;
    }
    first[index] = start;
    count[index] = end - start;
  }
  return { first, count, weights, stride };
}

function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= lobes) return 0;
  const angle = Math.PI * x;
  return (lobes * Math.sin(angle) * Math.sin(angle / lobes)) / (angle * angle);
}

function narrowOpaque({ data, width }: Pixels, row: number, taps: Taps, into: Float32Array): void {
  const { first, count, weights, stride } = taps;
  for (let x = 0, out = 0; out < into.length; x++, out += 3) {
    let red = 0;
    let green = 0;
    let blue = 0;
    let at = (row * width + (first[x] ?? 0)) * 4;
    const start = x * stride;
    const end = start + (count[x] ?? 0);
    for (let tap = start; tap < end; tap++, at += 4) {
      const weight = weights[tap] ?? 0;
      red += weight * (data[at] ?? 0);
      green += weight * (data[at + 1] ?? 0);
      blue += weight * (data[at + 2] ?? 0);
    }
    into[out] = red;
    into[out + 1] = green;
    into[out + 2] = blue;
  }
}

/** Shrinks a row of a picture with transparency. Colours are weighted by the opacity of their pixels. */
function narrowTransparent({ data, width }: Pixels, row: number, taps: Taps, into: Float32Array): void {
  const { first, count, weights, stride } = taps;
  for (let x = 0, out = 0; out < into.length; x++, out += 4) {
    let red = 0;
    let green = 0;
    let blue = 0;
    let opacity = 0;
    let at = (row * width + (first[x] ?? 0)) * 4;
    const start = x * stride;
    const end = start + (count[x] ?? 0);
    for (let tap = start; tap < end; tap++, at += 4) {
      const weight = ((weights[tap] ?? 0) * (data[at + 3] ?? 0)) / 255;
      red += weight * (data[at] ?? 0);
      green += weight * (data[at + 1] ?? 0);
      blue += weight * (data[at + 2] ?? 0);
      opacity += weight;
    }
    into[out] = red;
    into[out + 1] = green;
    into[out + 2] = blue;
    into[out + 3] = opacity;
  }
}

function addRow(sum: Float32Array, row: Float32Array, weight: number): void {
  for (let index = 0; index < sum.length; index++) {
    sum[index] = (sum[index] ?? 0) + weight * (row[index] ?? 0);
  }
}

function writeOpaque(sum: Float32Array, line: Uint8ClampedArray): void {
  for (let from = 0, to = 0; from < sum.length; from += 3, to += 4) {
    line[to] = sum[from] ?? 0;
    line[to + 1] = sum[from + 1] ?? 0;
    line[to + 2] = sum[from + 2] ?? 0;
    line[to + 3] = 255;
  }
}

function writeTransparent(sum: Float32Array, line: Uint8ClampedArray): void {
  for (let at = 0; at < sum.length; at += 4) {
    const opacity = sum[at + 3] ?? 0;
    if (opacity <= 0) continue;
    line[at] = (sum[at] ?? 0) / opacity;
    line[at + 1] = (sum[at + 1] ?? 0) / opacity;
    line[at + 2] = (sum[at + 2] ?? 0) / opacity;
    line[at + 3] = opacity * 255;
  }
}
