import type { FeedItem } from "#engine/site/feeds/feed.ts";
import { xmlText } from "#engine/site/feeds/xml.ts";

export type OtherView = "feed" | "card";

const base = `:root { color-scheme: light dark; }
body { margin: 0; font: 17px/1.8 "Hiragino Sans", "BIZ UDPGothic", "Yu Gothic", Meiryo, "Noto Sans CJK JP", sans-serif; }`;

/** Styles that resemble most feed readers. Feed readers ignore the styles of the blog's theme. */
const reader = `${base}
article { max-inline-size: 42rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere; }
header { border-block-end: 1px solid color-mix(in srgb, currentColor 25%, transparent); margin-block-end: 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.4; margin: 0; }
header p { margin: .25rem 0 1rem; font-size: .85rem; opacity: .75; }
img, video { max-inline-size: 100%; block-size: auto; }
pre { overflow: auto; }`;

/** The line above a feed item in a feed reader: source and date. */
export interface FeedLine {
  readonly feedTitle: string;
  readonly dateText: string;
}

/** Renders a post as a feed reader shows it. */
export function feedReaderPage(item: FeedItem, line: FeedLine, language: string, baseUrl: string): string {
  const content = item.html ?? `<p>${xmlText(item.summary)}</p>`;
  return page(
    language,
    item.title,
    reader,
    `<article><header><h1>${xmlText(item.title)}</h1><p>${xmlText([line.feedTitle, line.dateText].filter(Boolean).join(" · "))}</p></header>
${ownAddresses(content, baseUrl)}</article>`,
  );
}

const cardStyle = `${base}
main { display: grid; gap: 2.5rem; justify-items: center; padding: 2.5rem 1rem; }
.card { inline-size: min(504px, 100%); overflow: hidden; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: 14px; }
.card img { display: block; inline-size: 100%; aspect-ratio: 1.91; object-fit: cover; }
.words { padding: .75rem 1rem; line-height: 1.5; }
.words p { margin: 0; }
.host, .text { font-size: .9rem; opacity: .75; }
.title { font-weight: 600; }
.text, .title { display: -webkit-box; overflow: hidden; -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
.small { display: flex; align-items: stretch; }
.small img { flex: none; inline-size: 128px; aspect-ratio: 1; }`;

/** Renders a link to a page as social networks show it. Uses the metadata in the page's head. */
export function shareCardPage(html: string, language: string, baseUrl: string): string {
  // Does not escape attribute values from the page's head, because they are already escaped.
  const head = (name: string): string =>
    new RegExp(`<meta (?:name="description" )?property="${name}" content="([^"]*)"`).exec(html)?.[1] ?? "";
  const image = ownAddresses(head("og:image"), baseUrl);
  const picture = image === "" ? "" : `<img src="${image}" alt="">`;
  const url = head("og:url");
  const host = URL.canParse(url) ? new URL(url).host : url;
  const title = head("og:title");
  const words = `<div class="words"><p class="host">${host}</p><p class="title">${title}</p><p class="text">${head("og:description")}</p></div>`;
  const cards = `<div class="card">${picture}${words}</div><div class="card small">${picture}${words}</div>`;
  return page(language, title, cardStyle, `<main>${cards}</main>`);
}

function ownAddresses(html: string, baseUrl: string): string {
  return html.replaceAll(baseUrl, "/");
}

function page(language: string, title: string, style: string, body: string): string {
  return `<!doctype html><html lang="${xmlText(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${xmlText(title)}</title><style>${style}</style></head><body>${body}</body></html>`;
}
