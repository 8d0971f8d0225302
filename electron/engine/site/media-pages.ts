import { readFileSync } from "node:fs";
import { withoutServerCode } from "#engine/markdown/server-code.ts";
import type { MediaFile } from "./media-files.ts";

/** No paths, and always the same object. */
export const noPages: ReadonlySet<string> = new Set();

/** Finds pages among the media in which a server would find something to run; reads them when the media have changed. */
export class MediaPages {
  #last: { readonly listing: object; readonly found: ReadonlySet<string> } | undefined;

  /** Their paths; the same set for the same listing. */
  withServerCode(listing: ReadonlyMap<string, MediaFile>): ReadonlySet<string> {
    if (this.#last?.listing === listing) return this.#last.found;
    const paths = [...listing.values()].filter(isPageWithCode).map(({ path }) => path);
    const found = paths.length === 0 ? noPages : new Set(paths);
    this.#last = { listing, found };
    return found;
  }
}

/** A declaration of XML is meant for browsers, and no server can run it. */
function isPageWithCode({ path, location }: MediaFile): boolean {
  if (!/\.(?:html?|xhtml)$/i.test(path)) return false;
  const html = readFileSync(location, "latin1").replace(/^(?:\xEF\xBB\xBF)?<\?xml\s[^<>]*\?>/, "");
  return withoutServerCode(html) !== html;
}
