import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { places } from "../addresses/places.ts";
import { fromRoot, wellFormed } from "../addresses/urls.ts";
import type { Site } from "../model/site.ts";
import { hasFormTemplate } from "../theme/theme.ts";

type Service = BlogSettings["share"][number]["service"];

/**
 * Texts that stand for a post's title and address in the theme's part with the share links.
 * The build, the server or the browser replaces these texts by the percent-encoded title and address.
 */
export const shareTokens = { title: "HITOFUDE_TITLE", address: "HITOFUDE_ADDRESS" } as const;

export interface ShareLink {
  readonly service: Service;
  readonly label: string;
  readonly url: string;
}

/** A post to share. Title and address are percent-encoded. */
interface SharedPost {
  readonly title: string;
  readonly address: string;
  /** URL of the page that asks for the reader's Mastodon server; "" if the site has none. */
  readonly page: string;
}

const services: Readonly<
  Record<Service, { readonly label: string; readonly url: (post: SharedPost) => string }>
> = {
  x: {
    label: "X",
    // The path `/share` is not used, because its redirect fails in Twitter's Android app.
    url: ({ title, address }) => `https://twitter.com/intent/tweet?text=${title}&url=${address}`,
  },
  hatena: {
    label: "はてなブックマーク",
    url: ({ title, address }) => `https://b.hatena.ne.jp/add?mode=confirm&url=${address}&title=${title}`,
  },
  line: { label: "LINE", url: ({ address }) => `https://social-plugins.line.me/lineit/share?url=${address}` },
  facebook: {
    label: "Facebook",
    url: ({ address }) => `https://www.facebook.com/sharer/sharer.php?u=${address}`,
  },
  bluesky: {
    label: "Bluesky",
    url: ({ title, address }) => `https://bsky.app/intent/compose?text=${title}%20${address}`,
  },
  mastodon: {
    label: "Mastodon",
    url: ({ title, address, page }) => (page === "" ? "" : `${page}#text=${title}%20${address}`),
  },
};

/**
 * Returns plain links for sharing a post, without scripts of the services.
 * `page` is the URL of the page that asks for the reader's Mastodon server; "" if the site has none.
 */
export function shareLinks(
  share: BlogSettings["share"],
  title: string,
  address: string,
  page: string,
): ShareLink[] {
  const post = { title: encodeURIComponent(wellFormed(title)), address: encodeURIComponent(address), page };
  return share
    .map(({ service, label = services[service].label }) => ({
      service,
      label,
      url: services[service].url(post),
    }))
    .filter(({ url }) => url !== "");
}

/** Returns the URL of the page that asks for the reader's Mastodon server; "" if the site has none. */
export function sharePageUrl({ theme }: Pick<Site, "theme">, root: string): string {
  return hasFormTemplate(theme) ? fromRoot(root, places.sharePage) : "";
}

/** Inserts a post's title and address into the theme's part with the share links. */
export function withSharedPost(part: string, title: string, address: string): string {
  const encoded = (text: string): string => encodeURIComponent(wellFormed(text)).replaceAll("'", "%27");
  return part
    .replaceAll(shareTokens.title, () => encoded(title))
    .replaceAll(shareTokens.address, () => encoded(address));
}

/**
 * Returns the `mailto:` address for a reply to a post, as HTML; "" if the author wants no replies by mail.
 * Every character is a numeric reference, because harvesters of addresses search pages for `@`.
 */
export function replyUrlHtml({ show, author }: BlogSettings, title: string): string {
  if (!show.replyByMail || !author.email) return "";
  const address = encodeURIComponent(author.email).replace("%40", "@");
  const url = `mailto:${address}?subject=${encodeURIComponent(wellFormed(title))}`;
  return Array.from(url, (character) => `&#${character.codePointAt(0)};`).join("");
}
