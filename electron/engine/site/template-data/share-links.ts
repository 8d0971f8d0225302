import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { wellFormed } from "../addresses/urls.ts";

type Service = BlogSettings["share"][number]["service"];

export interface ShareLink {
  readonly service: Service;
  readonly label: string;
  readonly url: string;
}

const services: Readonly<
  Record<Service, { label: string; url: (title: string, address: string) => string }>
> = {
  x: {
    label: "X",
    // `/share` is not used, because its redirect fails in the Android app.
    url: (title, address) => `https://twitter.com/intent/tweet?text=${title}&url=${address}`,
  },
  hatena: {
    label: "はてなブックマーク",
    url: (title, address) => `https://b.hatena.ne.jp/add?mode=confirm&url=${address}&title=${title}`,
  },
  line: { label: "LINE", url: (_, address) => `https://social-plugins.line.me/lineit/share?url=${address}` },
  facebook: {
    label: "Facebook",
    url: (_, address) => `https://www.facebook.com/sharer/sharer.php?u=${address}`,
  },
  bluesky: {
    label: "Bluesky",
    url: (title, address) => `https://bsky.app/intent/compose?text=${title}%20${address}`,
  },
};

/** Returns plain links for sharing a post, without scripts of the services. */
export function shareLinks(share: BlogSettings["share"], title: string, address: string): ShareLink[] {
  const encodedTitle = encodeURIComponent(wellFormed(title));
  const encodedAddress = encodeURIComponent(address);
  return share.map(({ service, label }) => ({
    service,
    label: label ?? services[service].label,
    url: services[service].url(encodedTitle, encodedAddress),
  }));
}
