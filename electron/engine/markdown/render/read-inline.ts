import type { Token } from "markdown-it";
import { playerOf } from "#contract/media-files.ts";
import type { Image, Link, RenderContext, ResolvedImage } from "../types/markdown-types.ts";
import { readTags } from "../html/html-tags.ts";
import { isBesideText, rewriteRawHtml } from "../html/raw-html.ts";
import { imageAttributes } from "../html/shown-image.ts";

/** The addresses in a text. They are collected and resolved while the tokens are read in order. */
export interface Addresses {
  readonly context: RenderContext;
  /** Whether the next image is the first one of the page. All images except the first load lazily. */
  isFirstImage: boolean;
  links: Link[];
  images: Image[];
}

/** Types of inline tokens at which a line of the source ends. */
const lineEnds = new Set(["softbreak", "hardbreak", "gallery_line_end"]);

/** Returns the text of inline tokens, without markup, ruby readings and numbers of footnotes. */
function inlineText(tokens: readonly Token[]): string {
  let text = "";
  let isBeside = false;
  for (const token of tokens) {
    if (token.type === "html_inline") {
      for (const tag of readTags(token.content)) isBeside = isBesideText(tag, isBeside);
    } else if (isBeside) continue;
    else if (token.type === "softbreak" || token.type === "hardbreak") text += token.hidden ? "" : "\n";
    else if (token.type === "image") text += inlineText(token.children ?? []);
    else text += token.content;
  }
  return text;
}

function resolveLink(gathered: Addresses, href: string, line: number): string | null {
  gathered.links.push({ href, line });
  const { resolveLink: resolve } = gathered.context;
  return resolve ? resolve(href, line) : href;
}

function readImage(gathered: Addresses, token: Token, line: number): void {
  const src = token.attrGet("src") ?? "";
  const alt = inlineText(token.children ?? []);
  gathered.images.push({ src, alt, line, ...(token.meta?.hasWords ? { hasWords: true } : {}) });
  const image = gathered.context.resolveImage?.(src, line) ?? { src };
  const player = playerOf(src);
  if (player) {
    const poster = token.attrGet("poster");
    becomePlayer(token, player, image, alt);
    if (poster !== null) token.attrSet("poster", resolvePoster(gathered, poster, line));
    return;
  }
  token.attrSet("src", image.src);
  token.attrSet("alt", alt);
  const share: number = token.meta?.share ?? 1;
  for (const [name, value] of imageAttributes(image, gathered.isFirstImage, share))
    token.attrSet(name, value);
  gathered.isFirstImage = false;
}

/**
 * Records a video's poster as an image that needs no description. Returns the new address of the poster.
 */
function resolvePoster(gathered: Addresses, written: string, line: number): string {
  gathered.images.push({ src: written, alt: "", hasWords: true, line });
  return gathered.context.resolveImage?.(written, line).src ?? written;
}

/** Turns the token of an image into the element that plays a video or sound. */
function becomePlayer(token: Token, player: "video" | "audio", image: ResolvedImage, alt: string): void {
  const { src, width, height, poster } = image;
  const kept = token.attrs?.filter(([name]) => name !== "src" && name !== "alt") ?? [];
  token.type = "player";
  token.tag = player;
  token.content = alt;
  token.attrs = [["src", src], ["controls", ""], ["preload", "metadata"], ...kept];
  if (player === "video") {
    if (width !== undefined && height !== undefined) {
      token.attrSet("width", String(width));
      token.attrSet("height", String(height));
      if (poster !== undefined || token.attrGet("poster") !== null) keepShape(token, width, height);
    }
    if (poster !== undefined) token.attrSet("poster", poster);
  }
  if (alt !== "") token.attrSet("aria-label", alt);
}

/**
 * Sets a video's own proportions as the proportions of its box on the page. The poster fills the box.
 * Otherwise, browsers use the poster's proportions: empty bars would show, or the page would jump.
 */
function keepShape(token: Token, width: number, height: number): void {
  const own = token.attrGet("style");
  const shape = `aspect-ratio:${width}/${height};object-fit:cover`;
  token.attrSet("style", own === null ? shape : `${shape};${own}`);
}

/** Collects the addresses in the author's raw HTML. Returns the HTML with resolved addresses. */
export function readRawHtml(gathered: Addresses, html: string, line: number): string {
  return rewriteRawHtml(html, {
    link: (href) => resolveLink(gathered, href, line),
    poster: (src) => resolvePoster(gathered, src, line),
    image: (src, alt) => {
      const isFirst = gathered.isFirstImage;
      // Sets `hasWords` for a video or sound, because a video or sound needs no description.
      gathered.images.push({ src, alt, line, ...(playerOf(src) ? { hasWords: true } : {}) });
      gathered.isFirstImage = false;
      return { isFirst, ...(gathered.context.resolveImage?.(src, line) ?? { src }) };
    },
  });
}

/** Collects and resolves the addresses of links and images in a paragraph. Returns the paragraph's text. */
export function readInline(gathered: Addresses, tokens: readonly Token[], firstLine: number): string {
  let line = firstLine;
  let showsOnlyWords = false;
  for (const token of tokens) {
    if (lineEnds.has(token.type)) line++;
    else if (token.type === "image") readImage(gathered, token, line);
    else if (token.type === "html_inline") token.content = readRawHtml(gathered, token.content, line);
    else if (token.type === "link_open") {
      const address = resolveLink(gathered, token.attrGet("href") ?? "", line);
      showsOnlyWords = address === null;
      // Hides the tag of a link without an address, because the renderer writes nothing for a hidden token.
      if (address === null) token.hidden = true;
      else token.attrSet("href", address);
    } else if (token.type === "link_close" && showsOnlyWords) token.hidden = true;
  }
  return inlineText(tokens.filter(({ type }) => type !== "image" && type !== "player"));
}
