/// <reference path="./resvg.d.ts" />
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { drawCard, type ShareCard } from "./card-drawing.ts";
import { FontFile } from "./font-file.ts";

const isBundled = !import.meta.url.endsWith(".ts");
const fontNames = ["shippori-mincho-japanese.woff", "shippori-mincho-latin.woff"];

/** Returns a file that is next to the bundle in the packaged program. */
function fileOf(name: string, source: () => string | URL): Buffer {
  return readFileSync(isBundled ? new URL(name, import.meta.url) : source());
}

interface Tools {
  readonly Resvg: typeof import("@resvg/resvg-wasm").Resvg;
  readonly fonts: readonly FontFile[];
}

let tools: Promise<Tools> | undefined;

/** Loads the renderer and the fonts, which most blogs do not need. */
async function loadTools(): Promise<Tools> {
  const { initWasm, Resvg } = await import("@resvg/resvg-wasm");
  const { resolve } = createRequire(import.meta.url);
  await initWasm(fileOf("index_bg.wasm", () => resolve("@resvg/resvg-wasm/index_bg.wasm")));
  const folder = "../../../../../resources/fonts/";
  const fonts = fontNames.map(
    (name) => new FontFile(fileOf(name, () => new URL(folder + name, import.meta.url))),
  );
  return { Resvg, fonts };
}

/** Draws a card as PNG. Returns null if the fonts lack a character of the title, such as one in Hangul. */
export async function drawPicture(card: ShareCard): Promise<Buffer | null> {
  tools ??= loadTools();
  const { Resvg, fonts } = await tools;
  const fontOf = (character: string): FontFile | undefined =>
    fonts.find((font) => font.has(character.codePointAt(0) ?? 0));
  const isKnown = (text: string): boolean => [...text].every((one) => /\s/u.test(one) || fontOf(one));
  if (!isKnown(card.title)) return null;
  const widthOf = (text: string): number =>
    [...text].reduce((sum, one) => sum + (fontOf(one)?.widthOf(one.codePointAt(0) ?? 0) ?? 0), 0);
  const shown = {
    ...card,
    blog: isKnown(card.blog) ? card.blog : "",
    author: isKnown(card.author) ? card.author : "",
  };
  const drawing = new Resvg(drawCard(shown, widthOf), {
    font: { fontBuffers: fonts.map(({ bytes }) => bytes), loadSystemFonts: false },
  });
  const image = drawing.render();
  const bytes = Buffer.from(image.asPng());
  image.free();
  drawing.free();
  return bytes;
}
