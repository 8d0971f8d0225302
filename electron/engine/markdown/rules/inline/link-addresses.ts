import type { MarkdownIt } from "markdown-it";
import { isActiveAddress } from "../../html/active-address.ts";

/**
 * Matches addresses that markdown-it's normalising does not change: no character in them has to be encoded,
 * and their host, if any, is plain ASCII. A relative path must not begin with `//`, because a host follows
 * `//`.
 */
const normal = /^(?:https?:\/\/[a-z0-9]+(?:[.-][a-z0-9]+)*(?=\/)|(?!\/\/))[A-Za-z0-9\-._~/?#=&]*$/;

/** Matches the `data:` addresses that are permitted: pictures, which cannot open a page. */
const pictures = /^data:image\/(?:gif|png|jpeg|webp);/i;

/**
 * Skips markdown-it's normalising for addresses that it would not change; these are nearly all. Rejects all
 * link addresses that could run code; markdown-it rejects only some of them.
 */
export function linkAddressesRule(md: MarkdownIt): void {
  const normalize = md.normalizeLink.bind(md);
  md.normalizeLink = (url) => (normal.test(url) ? url : normalize(url));
  const validate = md.validateLink.bind(md);
  md.validateLink = (url) => validate(url) && (!isActiveAddress(url) || pictures.test(url.trim()));
}
