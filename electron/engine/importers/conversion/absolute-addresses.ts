/** Matches the relative address of a link, image, video or sound in HTML. */
const relative =
  /(<(?:a|img|source|video|audio|iframe|embed)\b[^<>]*?\s(?:href|src)\s*=\s*)(["'])(?!\s*(?:[a-z][a-z0-9+.-]*:|\/\/|#))([^"'<>]+)\2/gi;

/**
 * Makes the relative addresses in a text absolute, by the address of the text on the old site.
 * On the new site, pages have other addresses, so a relative address would lead to a wrong place.
 * Addresses of files that the export contains (`isIncluded`) stay relative.
 */
export function withAbsoluteAddresses(
  html: string,
  page: string,
  isIncluded: (address: string) => boolean,
): string {
  if (!/^https?:/i.test(page) || !URL.canParse(page)) return html;
  return html.replace(relative, (whole, before: string, mark: string, written: string) => {
    const address = written.trim().replaceAll("&amp;", "&");
    if (address === "" || isIncluded(address) || !URL.canParse(address, page)) return whole;
    return before + mark + new URL(address, page).href.replaceAll("&", "&amp;") + mark;
  });
}
