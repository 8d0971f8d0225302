import { readFileSync } from "node:fs";
import { bundledFile } from "#engine/base/thread-file.ts";
import { FontFile } from "./font-file.ts";

/** The typeface of share pictures. It has Japanese and Latin characters. */
const fontNames = ["shippori-mincho-japanese.woff", "shippori-mincho-latin.woff"];

let fonts: readonly FontFile[] | undefined;

/** Returns the fonts of share pictures. Reads them at the first call, because most blogs need no fonts. */
export function cardFonts(): readonly FontFile[] {
  fonts ??= fontNames.map((name) => new FontFile(readFileSync(fileOf(name))));
  return fonts;
}

function fileOf(name: string): URL {
  const source = new URL(`../../../../../resources/fonts/${name}`, import.meta.url);
  return bundledFile(`image-thread/${name}`, source);
}

/** Returns the width of a text in em. */
export function widthOfText(text: string): number {
  return [...text].reduce((sum, one) => sum + (fontOf(one)?.widthOf(one.codePointAt(0) ?? 0) ?? 0), 0);
}

function fontOf(character: string): FontFile | undefined {
  return cardFonts().find((font) => font.has(character.codePointAt(0) ?? 0));
}

interface DrawableText {
  readonly text: string;
  /** The characters that the fonts lack, each once. A text with such characters cannot be drawn. */
  readonly lacking: readonly string[];
}

/** Matches emoji, their modifiers, and other symbols such as `★`, but no signs of currencies. */
const symbol = /\p{So}|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200D|\u20E3|\uFE0E|\uFE0F/u;

/**
 * Returns a text without the symbols that the fonts of share pictures lack.
 * `lacking` lists all other characters that the fonts lack.
 * If the text consists only of symbols that the fonts lack, `lacking` lists these symbols.
 */
export function drawableText(written: string): DrawableText {
  const isKnown = (character: string): boolean => /\s/u.test(character) || fontOf(character) !== undefined;
  const all = [...written.normalize("NFC")];
  const kept = all.filter((one) => isKnown(one) || !symbol.test(one));
  const text = kept.join("").replace(/\s+/gu, " ").trim();
  const lacking = new Set((text === "" ? all : kept).filter((one) => !isKnown(one)));
  return { text, lacking: [...lacking] };
}
