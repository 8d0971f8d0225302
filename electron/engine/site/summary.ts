import { toIso } from "#engine/blog/moment.ts";
import type { ArticleFacts } from "./article.ts";
import { keyOf } from "./content-key.ts";
import { dateText, languageOf } from "./entry-scope.ts";
import { resolveLink } from "./link-targets.ts";
import { categoryFolder, listPage, sectionFolder, tagFolder } from "./places.ts";
import type { Site } from "./site.ts";
import type { SiteEntry } from "./site-entry.ts";
import { termKey } from "./terms.ts";
import { isForCards, type PlacedImage, placedImage } from "./placed-image.ts";
import { publicPath } from "./urls.ts";

interface ListLink {
  readonly name: string;
  /** Relative to the top of the site, percent-encoded. */
  readonly url: string;
}

/** What lists say of a post, with URLs relative to the top of the site. */
export interface Summary {
  readonly title: string;
  readonly url: string;
  readonly date_text: string;
  readonly date_iso: string;
  /** The author's summary, else the first words of the text. */
  readonly excerpt: string;
  /** The image that stands for the post: its cover, else the first of its own images. */
  readonly cover: PlacedImage | null;
  /** The one for share cards: the same, where their readers know its format. */
  readonly cardImage: PlacedImage | null;
  readonly language: string;
  readonly tags: readonly ListLink[];
  readonly category: ListLink | null;
  readonly section: (ListLink & { readonly title: string }) | null;
}

/** What a summary is made from besides the entry and the site's settings. */
interface Made {
  readonly entry: SiteEntry;
  readonly card: ArticleFacts["card"];
  readonly termNames: object;
  readonly addresses: object;
  readonly media: object;
  readonly pageKey: string;
  readonly summary: Summary;
}

/** Summaries by blog path, kept from build to build: a summary that says the same as before is the same object. */
export class Summaries {
  readonly #made = new Map<string, Made>();

  of(site: Site, entry: SiteEntry): Summary {
    const { media, pageKey } = site;
    const { termNames, addresses } = site.model;
    const { card } = site.articleOf(entry);
    const known = this.#made.get(entry.post.path);
    if (
      known?.entry === entry &&
      known.card === card &&
      known.termNames === termNames &&
      known.addresses === addresses &&
      known.media === media &&
      known.pageKey === pageKey
    ) {
      return known.summary;
    }
    const fresh = summarize(site, entry);
    const summary = known && keyOf(known.summary) === keyOf(fresh) ? known.summary : fresh;
    this.#made.set(entry.post.path, { entry, card, termNames, addresses, media, pageKey, summary });
    return summary;
  }

  /** Forgets entries of files that are gone. */
  keepOnly(paths: { has(path: string): boolean }): void {
    for (const path of this.#made.keys()) {
      if (!paths.has(path)) this.#made.delete(path);
    }
  }
}

/** Puts an entry's summary together. */
export function summarize(site: Site, entry: SiteEntry): Summary {
  const { card } = site.articleOf(entry);
  const [cover, first] = [coverOf(site, entry), card.image];
  return {
    title: entry.title,
    url: entry.url,
    date_text: dateText(site, entry),
    date_iso: entry.date ? toIso(entry.date) : "",
    excerpt: entry.post.properties.summary ?? card.excerpt,
    cover: placedImage(site.media, cover ?? first),
    cardImage: placedImage(site.media, [cover, first].find(isForCards)),
    language: languageOf(site, entry),
    tags: tagLinks(site, entry),
    category: categoryLink(site, entry),
    section: sectionLink(site, entry),
  };
}

function coverOf(site: Site, { address, post: { path, properties } }: SiteEntry): string | undefined {
  if (properties.cover === undefined) return undefined;
  return resolveLink(properties.cover, { path, address, root: "" }, site).media?.path;
}

function tagLinks({ model }: Site, { post }: SiteEntry): ListLink[] {
  const links = new Map<string, ListLink>();
  for (const name of post.tags) {
    const term = model.tagsByKey.get(termKey(name));
    if (term)
      links.set(
        term.slug,
        linkTo(term, () => tagFolder(term.slug)),
      );
  }
  return [...links.values()];
}

function categoryLink({ model }: Site, { post }: SiteEntry): ListLink | null {
  if (post.properties.category === undefined) return null;
  const term = model.categoriesByKey.get(termKey(post.properties.category));
  return term ? linkTo(term, () => categoryFolder(term.slug)) : null;
}

function sectionLink({ model }: Site, { post }: SiteEntry): Summary["section"] {
  const section = model.sections.find(({ name }) => name === post.section);
  if (!section) return null;
  const { title } = section;
  return made(sectionLinks, section, () => ({ ...linkTo(section, () => sectionFolder(section)), title }));
}

const links = new WeakMap<object, ListLink>();
const sectionLinks = new WeakMap<object, ListLink & { readonly title: string }>();

/** Thousands of posts share the link to a list. */
function linkTo(list: Pick<ListLink, "name">, folder: () => string): ListLink {
  return made(links, list, () => ({ name: list.name, url: listTop(folder()) }));
}

function made<Link>(known: WeakMap<object, Link>, list: object, make: () => Link): Link {
  const link = known.get(list) ?? make();
  known.set(list, link);
  return link;
}

function listTop(folder: string): string {
  return publicPath(listPage(folder, null));
}
