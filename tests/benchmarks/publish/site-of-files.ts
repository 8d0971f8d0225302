import type { SiteFiles } from "#tests/support/publish/built-site.ts";
import { noise } from "#tests/support/noise.ts";
import { corpusPost } from "../corpus.ts";

/** Returns a site of many small pages and a few large images. All files differ. */
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
