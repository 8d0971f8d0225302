import { percentDecoded } from "#contract/text/percent-encoding.ts";
import { escapeMarkup } from "#engine/base/markup.ts";
import {
  attributeOf,
  detach,
  type Element,
  elementsIn,
  hasClass,
  outerHtml,
  replaceWith,
  setAttribute,
  textOf,
  withElements,
} from "#engine/markdown/html/html-tree.ts";
import { type Fields, fieldsOf, listIn, parsedFields, textIn } from "../input/json-fields.ts";

/**
 * Returns the HTML of a post. Removes widgets for readers of the old site, such as the form to subscribe.
 * Shows each image in full size and without a frame. Converts embedded objects, which are JSON in attributes.
 */
export function plainHtml(html: string): string {
  return withElements(html, withoutWidget);
}

const widgets = ["subscription-widget-wrap", "subscription-widget-wrap-editor", "hide-text"];
const buttons = ["button-wrapper", "captioned-button-wrap"];

/** Matches addresses for subscribing to the old site, for sharing its posts, and for commenting on them. */
const serviceAddress =
  /^%%\w+%%|\/(?:subscribe|comments|survey|leaderboard)(?:[/?#]|$)|[?&](?:action=|gift=true|donate=true|r=)/;

function withoutWidget(element: Element): void {
  if (widgets.some((name) => hasClass(element, name)) || isServiceButton(element)) detach(element);
  else if (element.tagName === "a" && hasClass(element, "image-link")) {
    const [image] = [...elementsIn(element)].filter(({ tagName }) => tagName === "img");
    if (!image) return;
    const full = originalOf(attributeOf(element, "href")) ?? originalOf(attributeOf(image, "src"));
    if (full !== null) setAttribute(image, "src", full);
    replaceWith(element, plainImage(image));
  } else if (element.tagName === "img") {
    const full = originalOf(attributeOf(element, "src"));
    if (full !== null) setAttribute(element, "src", full);
  } else if (attributeOf(element, "data-attrs") !== "" && isEmpty(element)) {
    const html = embeddedHtml(parsedFields(attributeOf(element, "data-attrs")));
    if (html !== "") replaceWith(element, html);
  }
}

/** Whether an element is a button of the old service. Buttons of the author do not count. */
function isServiceButton(element: Element): boolean {
  if (!buttons.some((name) => hasClass(element, name))) return false;
  const links = [...elementsIn(element)].filter(({ tagName }) => tagName === "a");
  return links.every((link) => serviceAddress.test(attributeOf(link, "href")));
}

function isEmpty(element: Element): boolean {
  const isMedia = ({ tagName }: Element): boolean => /^(?:img|iframe|video|audio)$/.test(tagName);
  return textOf(element).trim() === "" && !isMedia(element) && ![...elementsIn(element)].some(isMedia);
}

/** Returns the HTML of an embedded object: a gallery, a formula, or a link to a post or to another page. */
function embeddedHtml(data: Fields): string {
  const gallery = fieldsOf(data.gallery);
  const images = listIn(gallery, "images").flatMap((image) => {
    const source = textIn(fieldsOf(image), "src");
    const full = originalOf(source) ?? source;
    return full === "" ? [] : [`<p><img src="${escapeMarkup(full)}" alt="${altOf(gallery)}"></p>`];
  });
  if (images.length > 0) return images.join("\n") + paragraph(textIn(gallery, "caption"));
  const formula = textIn(data, "persistentExpression");
  if (formula !== "") return `<pre><code class="language-latex">${escapeMarkup(formula)}</code></pre>`;
  const address = textIn(data, "canonical_url") || textIn(data, "url");
  if (!/^https?:\/\//.test(address)) return "";
  const label = textIn(data, "title") || address;
  return `${quotation(textIn(data, "full_text"))}<p><a href="${escapeMarkup(address)}">${escapeMarkup(label)}</a></p>`;
}

function altOf(gallery: Fields): string {
  return escapeMarkup(textIn(gallery, "alt"));
}

function paragraph(text: string): string {
  return text === "" ? "" : `\n<p>${escapeMarkup(text)}</p>`;
}

function quotation(html: string): string {
  return html === "" ? "" : `<blockquote><p>${html}</p></blockquote>\n`;
}

function plainImage(image: Element): string {
  const kept = image.attrs.filter(({ name }) => ["src", "alt", "title"].includes(name));
  return outerHtml({ ...image, attrs: kept });
}

/** Extracts the address of the original picture from the address of a smaller copy. */
function originalOf(address: string): string | null {
  const inner = /^https:\/\/(?:substackcdn\.com|cdn\.substack\.com)\/.*\/(https?%3A%2F%2F[^/?#]+)$/i.exec(
    address,
  )?.[1];
  return inner === undefined ? null : percentDecoded(inner);
}
