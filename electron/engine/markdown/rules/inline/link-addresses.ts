import type { MarkdownIt } from "markdown-it";
import { isActiveAddress } from "../../html/active-address.ts";

/**
 * Matches addresses of plain ASCII characters that markdown-it's normalization does not change.
 * A relative path must not begin with `//`, because browsers read the name after `//` as a host.
 */
const normal = /^(?:https?:\/\/[a-z0-9]+(?:[.-][a-z0-9]+)*(?=\/)|(?!\/\/))[A-Za-z0-9\-._~/?#=&]*$/;

/** Matches `data:` addresses of images. They are permitted, because an image cannot open a page. */
const pictures = /^data:image\/(?:gif|png|jpeg|webp);/i;

/** Skips markdown-it's normalization where possible, and rejects all addresses that could run code. */
export function linkAddressesRule(md: MarkdownIt): void {
  const normalize = md.normalizeLink.bind(md);
  md.normalizeLink = (url) => (normal.test(url) ? url : normalize(url));
  const validate = md.validateLink.bind(md);
  md.validateLink = (url) => validate(url) && (!isActiveAddress(url) || pictures.test(url.trim()));
}
