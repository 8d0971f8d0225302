import type { MarkdownIt } from "markdown-it";
import { isActiveAddress } from "../../html/active-address.ts";

/**
 * Addresses that normalising leaves as they are: nothing to encode, and at most a plain host. A path of its own must not
 * begin with `//`, which is a host too.
 */
const normal = /^(?:https?:\/\/[a-z0-9]+(?:[.-][a-z0-9]+)*(?=\/)|(?!\/\/))[A-Za-z0-9\-._~/?#=&]*$/;

/** The only `data:` that leads to no page. */
const pictures = /^data:image\/(?:gif|png|jpeg|webp);/i;

/**
 * markdown-it's normalising of addresses, without taking apart those that are normal already: nearly all. Its list of addresses
 * that are none for a link is ours as well, which knows more of them.
 */
export function linkAddressesRule(md: MarkdownIt): void {
  const normalize = md.normalizeLink.bind(md);
  md.normalizeLink = (url) => (normal.test(url) ? url : normalize(url));
  const validate = md.validateLink.bind(md);
  md.validateLink = (url) => validate(url) && (!isActiveAddress(url) || pictures.test(url.trim()));
}
