import { escapeMarkup } from "#engine/base/markup.ts";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import type { Markdown } from "#engine/markdown/types/markdown-types.ts";
import { wordsOfPart } from "../conversion/unknown-part.ts";
import { type Fields, fieldsOf, listIn, numberIn, textIn } from "../input/json-fields.ts";

/** What the conversion of a Ghost post finds, and the parser for Markdown in the post. */
export interface TextFindings {
  /** Names of Ghost's cards and elements that this program does not know. */
  readonly unknown: Set<string>;
  /** Whether the site showed some of the text only to members, or only in mails. */
  hasHidden: boolean;
  /** Whether the text links to a file that is not a picture, video or sound. */
  hasFile: boolean;
  /** See `cardMarkdown`. */
  readonly markdown: Markdown;
}

type CardWriter = (card: Fields, markdown: Markdown) => string;

const picture: CardWriter = (card) => {
  const image = imageHtml(textIn(card, "src"), textIn(card, "alt"), textIn(card, "title"));
  const href = textIn(card, "href");
  return figure(href === "" ? image : `<a href="${escapeMarkup(href)}">${image}</a>`, card);
};

const code: CardWriter = (card) => {
  const language = textIn(card, "language").replace(/[^\w+#.-]/g, "");
  const name = language === "" ? "" : ` class="language-${language}"`;
  return `<pre><code${name}>${escapeMarkup(textIn(card, "code"))}</code></pre>${paragraph(textIn(card, "caption"))}`;
};

const written: CardWriter = (card, markdown) => markdown.render(textIn(card, "markdown")).html;
const rule: CardWriter = () => "<hr>";
const email: CardWriter = (card) => textIn(card, "html") + button(card, "buttonUrl", "buttonText");

/** Functions that convert Ghost's cards to HTML. The keys are the names of cards in Ghost's two editors. */
const writers: Readonly<Record<string, CardWriter>> = {
  image: picture,
  code,
  codeblock: code,
  markdown: written,
  "card-markdown": written,
  hr: rule,
  horizontalrule: rule,
  html: (card) => textIn(card, "html"),
  gallery: (card) => {
    const images = listIn(card, "images").map(fieldsOf);
    const lines = images.map((image) => imageHtml(textIn(image, "src"), textIn(image, "alt")));
    const captions = images.map((image) => paragraph(textIn(image, "caption")));
    return `<p>${lines.join("<br>\n")}</p>${captions.join("")}${paragraph(textIn(card, "caption"))}`;
  },
  bookmark: (card) => {
    const { title } = fieldsOf(card.metadata);
    return link(textIn(card, "url"), textIn({ title }, "title")) + paragraph(textIn(card, "caption"));
  },
  embed: (card) => (textIn(card, "html") || link(textIn(card, "url"))) + paragraph(textIn(card, "caption")),
  callout: (card) => {
    const words = textIn(card, "calloutText").replace(/^\s*<p>([\s\S]*)<\/p>\s*$/, "$1");
    return `<blockquote><p>${`${escapeMarkup(textIn(card, "calloutEmoji"))} ${words}`.trim()}</p></blockquote>`;
  },
  toggle: (card) => heading(4, textIn(card, "heading")) + paragraph(textIn(card, "content")),
  button: (card) => button(card, "buttonUrl", "buttonText"),
  header: (card) =>
    [
      imageParagraph(textIn(card, "backgroundImageSrc")),
      heading(2, textIn(card, "header")),
      paragraph(textIn(card, "subheader")),
      button(card, "buttonUrl", "buttonText", "buttonEnabled"),
    ].join(""),
  product: (card) => {
    const stars = Math.max(0, Math.min(5, Math.round(numberIn(card, "productStarRating"))));
    return [
      imageParagraph(textIn(card, "productImageSrc")),
      heading(4, textIn(card, "productTitle")),
      card.productRatingEnabled === true ? `<p>${"★".repeat(stars)}${"☆".repeat(5 - stars)}</p>` : "",
      paragraph(textIn(card, "productDescription")),
      button(card, "productUrl", "productButton", "productButtonEnabled"),
    ].join("");
  },
  video: (card) => {
    const poster = textIn(card, "customThumbnailSrc") || textIn(card, "thumbnailSrc");
    const still = poster === "" ? "" : ` poster="${escapeMarkup(poster)}"`;
    return figure(`<video controls src="${escapeMarkup(textIn(card, "src"))}"${still}></video>`, card);
  },
  audio: (card) =>
    figure(`<audio controls src="${escapeMarkup(textIn(card, "src"))}"></audio>`, {
      caption: escapeMarkup(textIn(card, "title")),
    }),
  file: (card) =>
    link(textIn(card, "src"), textIn(card, "fileTitle") || textIn(card, "fileName")) +
    paragraph(escapeMarkup(textIn(card, "fileCaption"))),
  "call-to-action": (card) =>
    [
      card.hasSponsorLabel === true ? paragraph(textIn(card, "sponsorLabel")) : "",
      imageParagraph(textIn(card, "imageUrl")),
      paragraph(textIn(card, "textValue")),
      button(card, "buttonUrl", "buttonText", "showButton"),
    ].join(""),
  email,
  "email-cta": email,
  // The card only marks the beginning of the members-only section, so nothing is written.
  paywall: () => "",
};

/** Returns the HTML of a card. `name` is the kind of the card. */
export function cardHtml(name: string, card: Fields, findings: TextFindings): string {
  if (isHidden(name, card)) findings.hasHidden = true;
  if (name === "file") findings.hasFile = true;
  const write = Object.hasOwn(writers, name) ? writers[name] : undefined;
  if (write) return write(card, findings.markdown);
  findings.unknown.add(name || "?");
  return wordsOfPart(card);
}

/** Whether the site hid a card from visitors who are not members, or showed it only in mails. */
function isHidden(name: string, card: Fields): boolean {
  if (name === "email" || name === "email-cta") return true;
  const visibility = fieldsOf(card.visibility);
  return visibility.showOnWeb === false || fieldsOf(visibility.web).nonMember === false;
}

function imageHtml(source: string, alt = "", title = ""): string {
  const titled = title === "" ? "" : ` title="${escapeMarkup(title)}"`;
  return source === "" ? "" : `<img src="${escapeMarkup(source)}" alt="${escapeMarkup(alt)}"${titled}>`;
}

function imageParagraph(source: string): string {
  return paragraph(imageHtml(source));
}

function figure(content: string, card: Fields): string {
  const caption = textIn(card, "caption");
  return `<figure>${content}${caption === "" ? "" : `<figcaption>${caption}</figcaption>`}</figure>`;
}

/** Wraps HTML in a paragraph. HTML that begins with a block element stays unchanged. */
function paragraph(html: string): string {
  return html === "" || /^\s*<(?:p|ul|ol|h[1-6]|div|blockquote|figure|pre|table)\b/i.test(html)
    ? html
    : `<p>${html}</p>`;
}

function heading(level: number, html: string): string {
  return html === "" ? "" : `<h${level}>${html.replace(/<\/?p\b[^<>]*>/gi, "")}</h${level}>`;
}

function link(href: string, text = ""): string {
  if (href === "") return paragraph(escapeMarkup(text));
  return `<p><a href="${escapeMarkup(href)}">${escapeMarkup(text || href)}</a></p>`;
}

/** Returns the link of a button. `enabled` names the field that says whether the card shows the button. */
function button(card: Fields, href: string, text: string, enabled?: string): string {
  const isShown = enabled === undefined || card[enabled] === true;
  return isShown && textIn(card, text) !== "" ? link(textIn(card, href), textIn(card, text)) : "";
}

/** Returns a parser for the Markdown in cards. The parser supports only markup that Ghost supports. */
export function cardMarkdown(): Markdown {
  return createMarkdown({
    breaks: true,
    colours: false,
    ruby: false,
    maths: false,
    diagrams: false,
    callouts: false,
    galleries: false,
    embeds: false,
  });
}
