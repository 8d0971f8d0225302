/// <reference path="./resvg.d.ts" />
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { drawCard, type ShareCard } from "./card-drawing.ts";
import { cardFonts, widthOfText } from "./card-fonts.ts";

interface Tools {
  readonly Resvg: typeof import("@resvg/resvg-wasm").Resvg;
  readonly fontBuffers: readonly Uint8Array[];
}

let tools: Promise<Tools> | undefined;

/** Loads the renderer and the fonts at first use, because most blogs do not need them. */
async function loadTools(): Promise<Tools> {
  const { initWasm, Resvg } = await import("@resvg/resvg-wasm");
  const isBundled = !import.meta.url.endsWith(".ts");
  const location = isBundled
    ? new URL("index_bg.wasm", import.meta.url)
    : createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm");
  await initWasm(readFileSync(location));
  return { Resvg, fontBuffers: cardFonts().map((font) => font.trueType()) };
}

/** Draws a card as PNG. The texts must come from `drawableText`, so that the fonts have all characters. */
export async function drawPicture(card: ShareCard): Promise<Buffer> {
  tools ??= loadTools();
  const { Resvg, fontBuffers } = await tools;
  const drawing = new Resvg(drawCard(card, widthOfText), { font: { fontBuffers, loadSystemFonts: false } });
  const image = drawing.render();
  const bytes = Buffer.from(image.asPng());
  image.free();
  drawing.free();
  return bytes;
}
