import type { MarkdownIt, StateCore, Token } from "markdown-it";

/** Matches the start tag or end tag of a link in the author's HTML. */
const linkTag = /<(\/?)a(?=[\s>])/gi;

/** Returns the number of open links after a token. `open` is the number before the token. */
function openLinksAfter({ type, content }: Token, open: number): number {
  if (type === "link_open") return open + 1;
  if (type === "link_close") return open - 1;
  if (type !== "html_inline" && type !== "html_block") return open;
  let now = open;
  for (const [, slash] of content.matchAll(linkTag)) now = slash === "" ? now + 1 : Math.max(0, now - 1);
  return now;
}

/** Marks the images that are already inside a link. */
function markLinkedImages({ tokens }: StateCore): void {
  let open = 0;
  for (const block of tokens) {
    for (const token of block.type === "inline" ? (block.children ?? []) : [block]) {
      open = openLinksAfter(token, open);
      if (token.type === "image" && open > 0) token.meta = { ...token.meta, isLinked: true };
    }
  }
}

/**
 * Links each picture that has smaller copies to the picture in full size. The link works without a script.
 * Skips pictures in links. Also skips pictures without a description, because their links would lack a name.
 */
export function pictureLinksRule(md: MarkdownIt): void {
  md.core.ruler.push("picture_links", markLinkedImages);
  const renderImage = md.renderer.rules.image;
  md.renderer.rules.image = (tokens, index, options, env, renderer) => {
    const html = renderImage?.(tokens, index, options, env, renderer) ?? "";
    const token = tokens[index];
    const src = token?.attrGet("src");
    const isLink = src && token?.attrGet("srcset") && token.attrGet("alt") && !token.meta?.isLinked;
    return isLink ? `<a class="enlarge" href="${md.utils.escapeHtml(src)}">${html}</a>` : html;
  };
}
