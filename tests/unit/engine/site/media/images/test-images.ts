import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { crc32, deflateSync } from "node:zlib";
import createJpegEncoder from "@jsquash/jpeg/codec/enc/mozjpeg_enc.js";
import { defaultOptions } from "@jsquash/jpeg/meta.js";
import { orientationBlock } from "#engine/blog/media/images/orientation.ts";
import type { Pixels } from "#engine/site/media/images/pixels.ts";

export type Colour = readonly [red: number, green: number, blue: number, opacity?: number];

export const red: Colour = [220, 40, 30];
export const green: Colour = [40, 190, 60];
export const blue: Colour = [30, 60, 200];
export const white: Colour = [240, 240, 235];

/**
 * Returns a picture with noise that compresses badly.
 * The quarters of the picture have the given colours: top left, top right, bottom left, bottom right.
 */
export function quarters(width: number, height: number, colours: readonly Colour[], grain = 24): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  let state = 1;
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      const quarter = (y * 2 < height ? 0 : 2) + (x * 2 < width ? 0 : 1);
      const [r = 0, g = 0, b = 0, opacity = 255] = colours[quarter] ?? [];
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const noise = (state / 2 ** 32 - 0.5) * grain;
      data.set([r + noise, g + noise, b + noise, opacity], at);
    }
  }
  return { data, width, height };
}

const encoder = createRequire(import.meta.url).resolve("@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm");
const jpegEncoder = createJpegEncoder({
  noInitialRun: true,
  print: () => undefined,
  printErr: () => undefined,
  instantiateWasm(imports, ready) {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(encoder)), imports);
    ready(instance);
    return instance.exports;
  },
});

/** Encodes a photograph with segments (marker and content) before everything else. */
export async function jpeg(
  { data, width, height }: Pixels,
  segments: readonly (readonly [marker: number, content: Uint8Array])[] = [],
  quality = 92,
): Promise<Buffer> {
  const bytes = (await jpegEncoder).encode(data, width, height, { ...defaultOptions, quality });
  if (!bytes) throw new Error("not encoded");
  const extra = segments.map(([marker, content]) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(content.length + 2, 2);
    return Buffer.concat([head, content]);
  });
  return Buffer.concat([bytes.subarray(0, 2), ...extra, bytes.subarray(2)]);
}

/** Returns an EXIF segment with the orientation of the picture and its location. */
export function exif(orientation: number): readonly [number, Uint8Array] {
  return [
    0xe1,
    Buffer.concat([
      Buffer.from("Exif\0\0"),
      orientationBlock(orientation),
      Buffer.from("GPS 35.68N 139.76E"),
    ]),
  ];
}

/**
 * Returns a profile of the size of a small real profile.
 * The header contains the colour space `space`, and the text contains `name`.
 */
export function profile(space: string, name: string): Buffer {
  const bytes = Buffer.alloc(560);
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.write(`mntr${space}XYZ `, 12, "latin1");
  bytes.write(name, 200, "latin1");
  return bytes;
}

/** Returns a JPEG segment with an ICC profile. */
export function profileSegment(space: string, name: string): readonly [number, Uint8Array] {
  return [0xe2, Buffer.concat([Buffer.from("ICC_PROFILE\0\u0001\u0001", "latin1"), profile(space, name)])];
}

/** Encodes a PNG with chunks after its header. */
export function png(
  { data, width, height }: Pixels,
  chunks: readonly (readonly [string, Uint8Array])[] = [],
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const rows = Buffer.alloc((width * 4 + 1) * height);
  for (let y = 0; y < height; y += 1)
    rows.set(data.subarray(y * width * 4, (y + 1) * width * 4), y * (width * 4 + 1) + 1);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    ...chunks.map(([type, content]) => chunk(type, content)),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** Returns the average colour and opacity of each quarter, without the pixels near its edges. */
function averages({ data, width, height }: Pixels): number[][] {
  return [0, 1, 2, 3].map((quarter) => {
    const sum = [0, 0, 0, 0];
    const [left, top] = [(quarter % 2) * (width / 2), Math.floor(quarter / 2) * (height / 2)];
    let count = 0;
    for (let y = Math.ceil(top + height / 8); y < top + (height * 3) / 8; y += 1) {
      for (let x = Math.ceil(left + width / 8); x < left + (width * 3) / 8; x += 1, count += 1) {
        for (let part = 0; part < 4; part += 1)
          sum[part] = (sum[part] ?? 0) + (data[(y * width + x) * 4 + part] ?? 0);
      }
    }
    return sum.map((total) => Math.round(total / count));
  });
}

/** Returns the largest difference between the quarters' averages and the expected colours. */
export function farthest(pixels: Pixels, colours: readonly Colour[]): number {
  const found = averages(pixels);
  const differences = colours.flatMap(([r, g, b, opacity = 255], quarter) =>
    [r, g, b, opacity].map((value, part) => Math.abs(value - (found[quarter]?.[part] ?? -999))),
  );
  return Math.max(...differences);
}
