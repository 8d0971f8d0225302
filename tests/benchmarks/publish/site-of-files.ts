import type { SiteFiles } from "#tests/support/built-site.ts";
import { corpusPost } from "../corpus.ts";

/** A site of many small pages and a few large images, all different. */
export function siteOfFiles(pages: number, images: number): SiteFiles {
  const files: Record<string, Uint8Array> = {};
  for (let number = 1; number <= pages; number += 1) {
    const name = String(number).padStart(5, "0");
    files[`${2005 + (number % 10)}/${name}.html`] = Buffer.from(corpusPost(number));
  }
  for (let number = 1; number <= images; number += 1) {
    files[`media/${number}.jpg`] = noise(5_000_000, number);
  }
  return files;
}

/** Bytes that no compression makes smaller (xorshift32). */
function noise(length: number, seed: number): Uint8Array {
  const words = new Uint32Array(length / 4);
  let state = seed;
  for (let index = 0; index < words.length; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[index] = state;
  }
  return new Uint8Array(words.buffer);
}
