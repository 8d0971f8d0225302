// The codecs' own type declarations refer to a namespace that their packages do not export.

/** Options of Emscripten modules: https://emscripten.org/docs/api_reference/module.html */
interface CodecOptions {
  readonly noInitialRun: boolean;
  readonly print: (line: string) => void;
  readonly printErr: (line: string) => void;
  readonly instantiateWasm: (
    imports: WebAssembly.Imports,
    ready: (instance: WebAssembly.Instance) => void,
  ) => WebAssembly.Exports;
}

interface DecodedImage {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

declare module "@jsquash/jpeg/codec/dec/mozjpeg_dec.js" {
  const create: (options: CodecOptions) => Promise<{
    decode(bytes: Uint8Array, turn: boolean): DecodedImage | null;
  }>;

  export { create as default };
}

declare module "@jsquash/webp/codec/dec/webp_dec.js" {
  const create: (options: CodecOptions) => Promise<{
    decode(bytes: Uint8Array): DecodedImage | null;
  }>;

  export { create as default };
}

declare module "@jsquash/webp/codec/enc/webp_enc_simd.js" {
  const create: (options: CodecOptions) => Promise<{
    encode(
      pixels: Uint8ClampedArray,
      width: number,
      height: number,
      options: Readonly<Record<string, number>>,
    ): Uint8Array | null;
  }>;

  export { create as default };
}

declare module "@jsquash/jpeg/codec/enc/mozjpeg_enc.js" {
  const create: (options: CodecOptions) => Promise<{
    encode(
      pixels: Uint8ClampedArray,
      width: number,
      height: number,
      options: Readonly<Record<string, number | boolean>>,
    ): Uint8Array | null;
  }>;

  export { create as default };
}
