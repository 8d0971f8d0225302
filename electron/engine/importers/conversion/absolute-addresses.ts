import { decodeEntities, escapeAttribute } from "#engine/base/markup.ts";
import type { ImportEntry } from "../importer.ts";
import type { ExportedPictures } from "../pictures/exported-pictures.ts";
import { withTargets } from "./markdown-text.ts";

/** Matches the relative address of a link, image, video or sound in HTML. */
const relative =
  /(<(?:a|img|source|video|audio|iframe|embed)\b[^<>]*?\s(?:href|src)\s*=\s*)(["'])(?!\s*(?:[a-z][a-z0-9+.-]*:|\/\/|#))([^"'<>]+)\2/gi;

/**
 * Makes the relative addresses in a text absolute, by the address of the text on the old site.
 * On the new site, pages have other addresses, so relative addresses would lead to the wrong page.
 * Addresses of files that the export contains (`isIncluded`) stay relative.
 */
export function withAbsoluteAddresses(
  html: string,
  page: string,
  isIncluded: (address: string) => boolean,
): string {
  if (!/^https?:/i.test(page) || !URL.canParse(page)) return html;
  return html.replace(relative, (whole, before: string, _mark: string, written: string) => {
    const address = decodeEntities(written.trim());
    if (address === "" || isIncluded(address) || !URL.canParse(address, page)) return whole;
    return `${before}"${escapeAttribute(new URL(address, page).href)}"`;
  });
}

/**
 * Adds the scheme and host of the old site to the addresses in an entry that begin with a slash.
 * If the entry's old address is known, relative addresses such as `a.png` also become absolute.
 * `site` is the scheme and host of the old site. Addresses of exported files stay unchanged.
 */
export function withServer(
  entry: ImportEntry,
  site: string | undefined,
  pictures: Pick<ExportedPictures, "find">,
): ImportEntry {
  if (site === undefined) return entry;
  const { body, base, cover, oldPath } = entry;
  const isFixed = (address: string): boolean =>
    /^[a-z][a-z0-9+.-]*:|^\/\/|^[#?]/i.test(address) ||
    (oldPath === null && !address.startsWith("/")) ||
    pictures.find(address, base) !== null;
  const page = site + (oldPath ?? "/");
  const onServer = (address: string): string =>
    isFixed(address) || !URL.canParse(address, page) ? address : new URL(address, page).href;
  const text =
    body.format === "html"
      ? withAbsoluteAddresses(body.text, page, isFixed)
      : withTargets(body.text, onServer);
  return { ...entry, body: { ...body, text }, cover: cover === null ? null : onServer(cover) };
}
