import { decodeEntities } from "#engine/base/markup.ts";
import { type HtmlTag, readTags } from "./html-tags.ts";
import { removeLineMarks } from "../render/line-marks.ts";
import { attributePattern, quote, type RawImage, unquote, withImageAttributes } from "./raw-image.ts";

/**
 * Resolves the addresses in the author's raw HTML.
 * The methods receive and return addresses without HTML escapes such as `&amp;`.
 */
export interface AddressRewriter {
  /** Returns the new address of a link, or null if only the words of the link are shown. */
  link(href: string): string | null;
  image(src: string, alt: string): RawImage;
  /** Returns the new address of a video's poster, the image that a video shows before it plays. */
  poster(src: string): string;
}

/** Maps the name of an element to the attribute that contains the element's address. */
const addressAttributes: Readonly<Record<string, "href" | "src">> = {
  a: "href",
  img: "src",
  source: "src",
  video: "src",
  audio: "src",
};

const patterns = {
  href: attributePattern("href"),
  src: attributePattern("src"),
  poster: attributePattern("poster"),
  alt: attributePattern("alt"),
};

function rewriteTag(written: string, tag: HtmlTag, rewriter: AddressRewriter): string {
  const text = tag.name === "video" && !tag.closing ? withPoster(written, rewriter) : written;
  const attribute = tag.closing ? undefined : addressAttributes[tag.name];
  if (attribute === undefined) return text;
  const value = patterns[attribute].exec(text)?.[2];
  if (value === undefined) return text;
  const address = unquote(value);
  const alt = unquote(patterns.alt.exec(text)?.[2] ?? "");
  if (attribute === "href") {
    const changed = rewriter.link(address);
    return changed === null
      ? text.replace(patterns.href, "")
      : withAddress(text, attribute, address, changed);
  }
  const image = rewriter.image(address, alt);
  const resolved = withAddress(text, attribute, address, image.src);
  return tag.name === "img" ? withImageAttributes(resolved, image) : resolved;
}

function withPoster(text: string, rewriter: AddressRewriter): string {
  const value = patterns.poster.exec(text)?.[2];
  if (value === undefined) return text;
  const address = unquote(value);
  return withAddress(text, "poster", address, rewriter.poster(address));
}

function withAddress(
  text: string,
  attribute: "href" | "src" | "poster",
  address: string,
  changed: string,
): string {
  if (changed === address) return text;
  return text.replace(patterns[attribute], (_all, name) => name + quote(changed));
}

/** Rewrites the addresses in the author's raw HTML. Removes `data-line`, which only the preview sets. */
export function rewriteRawHtml(html: string, rewriter: AddressRewriter): string {
  let result = "";
  let done = 0;
  for (const tag of readTags(html)) {
    if (!Object.hasOwn(addressAttributes, tag.name)) continue;
    result += html.slice(done, tag.start) + rewriteTag(html.slice(tag.start, tag.end), tag, rewriter);
    done = tag.end;
  }
  return removeLineMarks(result + html.slice(done));
}

/** Inline elements, which can be inside a word. The tag of any other element ends a word. */
const amongWords = new Set(
  "a abbr b bdi bdo big cite code data del dfn em font i ins kbd mark q rb rp rt ruby s samp small span strong sub sup time tt u var wbr".split(
    " ",
  ),
);

/** Elements whose content does not belong to the plain text: code, and the readings of ruby. */
const besideText = new Set(["script", "style", "rt", "rp"]);

/**
 * Whether the plain text omits the content after a tag.
 * `isBeside` is the answer for the content before the tag.
 */
export function isBesideText({ name, closing }: HtmlTag, isBeside: boolean): boolean {
  if (besideText.has(name)) return !closing;
  // The end tag of a ruby reading (`</rt>`) can be omitted, so `</ruby>` also ends the reading.
  return isBeside && name !== "ruby";
}

/** Returns the text of a piece of HTML, without tags and readings of ruby. */
export function htmlText(html: string): string {
  const visible = html.replace(/<!--.*?(?:-->|$)/gs, "");
  let text = "";
  // Updates `endsWithSpace` with each piece, because testing the whole text again would take quadratic time.
  let endsWithSpace = false;
  const add = (piece: string): void => {
    if (piece === "") return;
    text += piece;
    endsWithSpace = /\s/.test(piece.charAt(piece.length - 1));
  };
  let done = 0;
  let hidden = false;
  for (const tag of readTags(visible)) {
    if (!hidden) add(visible.slice(done, tag.start));
    if (!amongWords.has(tag.name) && !endsWithSpace) add(" ");
    hidden = isBesideText(tag, hidden);
    done = tag.end;
  }
  return decodeEntities(text + (hidden ? "" : visible.slice(done))).trim();
}
