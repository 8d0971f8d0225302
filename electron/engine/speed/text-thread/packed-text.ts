import {
  type ArticleFacts,
  readArticle,
  type RenderedText,
  type SourceLocation,
} from "#engine/site/articles/article.ts";
import type { KnownAnswers } from "#engine/site/articles/article-lookups.ts";
import type { PrerenderedText } from "#engine/site/articles/texts-ahead.ts";
import { contentKey, rememberKey } from "#engine/base/content-key.ts";

/** A `PrerenderedText` packed into a few strings, because sending many objects to a thread is slower. */
export type PackedText = readonly [
  html: string,
  facts: string,
  key: string,
  lookups: string,
  plainText?: string,
];

const noLookups: KnownAnswers = { links: [], images: [] };

/** Packs the parts of a rendered text that the site needs. Includes the plain text if `withWords` is set. */
export function packText(source: SourceLocation, text: RenderedText, withWords: boolean): PackedText {
  const { facts, html } = readArticle(source, text);
  const { links, images } = text.lookups.answers();
  const lookups = links.length + images.length > 0 ? JSON.stringify({ links, images }) : "";
  const packed = [html, JSON.stringify(facts), contentKey(facts), lookups] as const;
  return withWords ? [...packed, text.rendered.plainText] : packed;
}

/** Returns the text that `packText` packed. */
export function unpackText([html, packedFacts, key, lookups, plainText]: PackedText): PrerenderedText {
  const facts: ArticleFacts = JSON.parse(packedFacts);
  rememberKey(facts, key);
  return { facts, html, plainText, lookups: lookups === "" ? noLookups : JSON.parse(lookups) };
}
