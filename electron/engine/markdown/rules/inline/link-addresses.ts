import type { MarkdownIt } from "markdown-it";
import { isActiveAddress } from "../../html/active-address.ts";

/**
 * Matches addresses that normalising does not change: nothing to encode, and at most a plain host. A relative
 * path must not begin with `//`, which is followed by a host.
 */
const normal = /^(?:https?:\/\/[a-z0-9]+(?:[.-][a-z0-9]+)*(?=\/)|(?!\/\/))[A-Za-z0-9\-._~/?#=&]*$/;

/** The only `data:` addresses that do not open a page. */
const pictures = /^data:image\/(?:gif|png|jpeg|webp);/i;

/**
 * Skips markdown-it's normalising for addresses that are normal already: nearly all. Rejects more link
 * addresses than markdown-it: all that could run code.
 */
export function linkAddressesRule(md: MarkdownIt): void {
  const normalize = md.normalizeLink.bind(md);
  md.normalizeLink = (url) => (normal.test(url) ? url : normalize(url));
  const validate = md.validateLink.bind(md);
  md.validateLink = (url) => validate(url) && (!isActiveAddress(url) || pictures.test(url.trim()));
}
