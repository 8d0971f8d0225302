import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { type Player, playerOfAddress } from "./player-addresses.ts";

/** A paragraph that contains nothing but one link. */
interface LoneLink {
  readonly link: Token;
  readonly image: Token | undefined;
  /** The tokens inside the link, except the image. */
  readonly words: Token[];
}

/** Width of a card's image as a share of the text's width, in the built-in themes. */
const cardShare = 1 / 3;

/** Returns the link of a paragraph that contains nothing else. Returns undefined for other paragraphs. */
function loneLink(children: readonly Token[]): LoneLink | undefined {
  const isBlank = ({ type, content }: Token): boolean => type === "text" && content.trim() === "";
  const tokens = children.slice(
    children.findIndex((token) => !isBlank(token)),
    children.findLastIndex((token) => !isBlank(token)) + 1,
  );
  const [link, ...inside] = tokens;
  const end = inside.pop();
  if (link?.type !== "link_open" || end?.type !== "link_close") return undefined;
  if (inside.some(({ type }) => type === "link_close")) return undefined;
  const [image, blank] = inside;
  if (image?.type !== "image") return { link, image: undefined, words: inside };
  return { link, image, words: inside.slice(blank && isBlank(blank) ? 2 : 1) };
}

/** Returns the host of a web address without `www.`, or "" for other addresses. */
function siteOf(href: string): string {
  if (!/^https?:\/\//i.test(href) || !URL.canParse(href)) return "";
  return new URL(href).hostname.replace(/^www\./, "");
}

function embeds(state: StateCore): void {
  state.tokens.forEach((token, index) => {
    const open = state.tokens[index - 1];
    const close = state.tokens[index + 1];
    if (token.type !== "inline" || open?.tag !== "p" || open.hidden || !close) return;
    const found = loneLink(token.children ?? []);
    const href = found?.link.attrGet("href") ?? "";
    const player = found && playerOfAddress(href);
    if (found && player) {
      open.tag = "div";
      close.tag = "div";
      showPlayer(open, player);
      token.children = embedded(found, siteOf(href), state);
    } else if (found?.image && found.words.length > 0) {
      open.attrJoin("class", "link-card");
      found.image.meta = { ...found.image.meta, share: cardShare };
      token.children = embedded(found, siteOf(href), state);
    }
  });
}

function showPlayer(open: Token, { kind, src }: Player): void {
  open.attrJoin("class", `player ${kind}`);
  open.attrSet("data-player", src);
}

/** Returns the tokens of a link that shows its image beside its words. */
function embedded({ link, image, words }: LoneLink, site: string, { Token: TokenClass }: StateCore): Token[] {
  const open = new TokenClass("link_words_open", "span", 1);
  open.attrSet("class", "link-words");
  // Puts the name of the site into an attribute, so that the name is not a part of the text.
  if (site !== "") open.attrSet("data-site", site);
  if (image && words.length > 0) image.meta = { ...image.meta, hasWords: true };
  const around = [open, ...words, new TokenClass("link_words_close", "span", -1)];
  return [link, ...(image ? [image] : []), ...around, new TokenClass("link_close", "a", -1)];
}

/**
 * Turns a paragraph with nothing but one link into a player or a card.
 * A link to a video or a sound of a known service becomes a player. The player loads after a click.
 * A link to anything else becomes a card if it contains an image and words.
 */
export function embedsRule(md: MarkdownIt): void {
  md.core.ruler.push("embeds", embeds);
}
