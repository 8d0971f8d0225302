/** Types of the functions that the program uses. The package's own types require the types of browsers. */
declare module "@resvg/resvg-wasm" {
  export function initWasm(code: Uint8Array): Promise<void>;

  interface Image {
    asPng(): Uint8Array;
    free(): void;
  }

  interface FontOptions {
    readonly fontBuffers: readonly Uint8Array[];
    readonly loadSystemFonts: boolean;
  }

  export class Resvg {
    constructor(svg: string, options: { readonly font: FontOptions });
    render(): Image;
    free(): void;
  }
}
