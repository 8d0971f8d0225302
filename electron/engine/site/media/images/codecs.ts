/// <reference path="./jsquash.d.ts" />
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import createJpegDecoder from "@jsquash/jpeg/codec/dec/mozjpeg_dec.js";
import createJpegEncoder from "@jsquash/jpeg/codec/enc/mozjpeg_enc.js";
import { defaultOptions as jpegOptions } from "@jsquash/jpeg/meta.js";
import {
  initSync as initPng,
  decode as readPng,
  encode as writePng,
} from "@jsquash/png/codec/pkg/squoosh_png.js";
import createWebpDecoder from "@jsquash/webp/codec/dec/webp_dec.js";
import createWebpEncoder from "@jsquash/webp/codec/enc/webp_enc_simd.js";
import { defaultOptions } from "@jsquash/webp/meta.js";
import type { ImageTraits } from "./image-traits.ts";
import type { Pixels } from "./pixels.ts";

/**
 * Compiles a codec. In the packaged program, the codec's file is next to the bundle.
 * If the program runs from its sources, the codec's file is in the npm package.
 */
function loadCodec(file: string): WebAssembly.Module {
  const isBundled = !import.meta.url.endsWith(".ts");
  const location = isBundled
    ? new URL(file.slice(file.lastIndexOf("/") + 1), import.meta.url)
    : createRequire(import.meta.url).resolve(file);
  return new WebAssembly.Module(readFileSync(location));
}

/** Replaces the browsers' class `ImageData`, which the PNG decoder needs and Node lacks. */
class ImageData implements Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;

  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}
Object.assign(globalThis, { ImageData });

/** A harmless warning of the JPEG decoder about extra bytes, which some cameras write. */
const harmless = /^Corrupt JPEG data: \d+ extraneous bytes before marker/;

/** Warnings during the current decoding. A picture with a warning is damaged. */
let complaints: string[] = [];

function start<T>(create: (options: CodecOptions) => Promise<T>, file: string): () => Promise<T> {
  let started: Promise<T> | undefined;
  return () => {
    started ??= create({
      noInitialRun: true,
      print: () => undefined,
      printErr(line) {
        if (!harmless.test(line)) complaints.push(line);
      },
      instantiateWasm(imports, ready) {
        const instance = new WebAssembly.Instance(loadCodec(file), imports);
        ready(instance);
        return instance.exports;
      },
    });
    return started;
  };
}

const jpegDecoder = start(createJpegDecoder, "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm");
const jpegEncoder = start(createJpegEncoder, "@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm");
const webpDecoder = start(createWebpDecoder, "@jsquash/webp/codec/dec/webp_dec.wasm");
const webpEncoder = start(createWebpEncoder, "@jsquash/webp/codec/enc/webp_enc_simd.wasm");

/**
 * Decodes a picture, or returns null if the picture is damaged.
 * A thread must not decode again after a damaged picture, because its decoder may be in a wrong state.
 */
export async function decodeImage(bytes: Uint8Array, type: ImageTraits["type"]): Promise<Pixels | null> {
  complaints = [];
  try {
    const pixels = await decoders[type](bytes);
    return complaints.length === 0 ? pixels : null;
  } catch {
    return null;
  }
}

const decoders: Readonly<Record<ImageTraits["type"], (bytes: Uint8Array) => Promise<Pixels | null>>> = {
  async jpg(bytes) {
    return (await jpegDecoder()).decode(bytes, false);
  },
  async webp(bytes) {
    return (await webpDecoder()).decode(bytes);
  },
  async png(bytes) {
    initPng(loadPng());
    return readPng(bytes);
  },
};

let pngModule: WebAssembly.Module | undefined;
function loadPng(): WebAssembly.Module {
  pngModule ??= loadCodec("@jsquash/png/codec/pkg/squoosh_png_bg.wasm");
  return pngModule;
}

/** Encodes a picture as WebP. `quality` is from 1 to 100; null means lossless. */
export async function encodeWebp({ data, width, height }: Pixels, quality: number | null): Promise<Buffer> {
  const encoder = await webpEncoder();
  const options = quality === null ? { lossless: 1, quality: losslessEffort } : { quality };
  const bytes = encoder.encode(data, width, height, { ...defaultOptions, ...options });
  if (!bytes) throw new Error("The WebP encoder gave up.");
  return Buffer.from(bytes);
}

/** Encodes a picture as JPEG, without transparency. `quality` is from 1 to 100. */
export async function encodeJpeg({ data, width, height }: Pixels, quality: number): Promise<Buffer> {
  const bytes = (await jpegEncoder()).encode(data, width, height, { ...jpegOptions, quality });
  if (!bytes) throw new Error("The JPEG encoder gave up.");
  return Buffer.from(bytes);
}

/** Encodes a picture as PNG with 8 bits per channel. */
export function encodePng({ data, width, height }: Pixels): Buffer {
  initPng(loadPng());
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.from(writePng(bytes, width, height, 8));
}

/** Effort of lossless compression. The encoder expects the effort in the option `quality`. */
const losslessEffort = 75;
