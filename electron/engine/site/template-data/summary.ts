import { termKey } from "#contract/text/collision-key.ts";
import type { MediaLibrary } from "../media/media-library.ts";
import type { ListLink, PlacedImage, Summary } from "../model/summary-types.ts";
import type { ArticleFacts } from "../articles/article.ts";
import { keyOf } from "#engine/base/content-key.ts";
import { dateText, isoDate, languageOf } from "./entry-scope.ts";
import { resolveLink } from "../articles/link-targets.ts";
import { categoryFolder, listPage, tagFolder } from "../addresses/places.ts";
import type { Site } from "../model/site.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import type { SectionGroup } from "../model/site-groups.ts";
import { publicPath } from "../addresses/urls.ts";

interface Made {
  readonly entry: SiteEntry;
  readonly card: ArticleFacts["card"];
  readonly termNames: object;
  /** The `addresses` of the site model, or null if the summary does not depend on addresses. */
  readonly addresses: object | null;
  /** Folder of the section's list. Undefined if the site has no such section. */
  readonly sectionFolder: string | undefined;
  readonly media: object;
  readonly pageKey: string;
  readonly summary: Summary;
  /** The latest state of the site for which the summary is known to be up to date. */
  state: object | undefined;
}

/** Caches the summary of each entry across builds. An unchanged summary stays the same object. */
export class Summaries {
  readonly #made = new Map<string, Made>();
  #site: Site | undefined;
  #state: object | undefined;

  /**
   * Sets the current site. Until the next call, the caller must not change the site or the text of an entry.
   */
  begin(site: Site): void {
    this.#site = site;
    this.#state = {};
  }

  of(site: Site, entry: SiteEntry): Summary {
    const known = this.#made.get(entry.post.path);
    const state = site === this.#site ? this.#state : undefined;
    if (state && known?.state === state && known.entry === entry) return known.summary;
    const { media, pageKey } = site;
    const { termNames } = site.model;
    // Only a post with a `cover` depends on addresses, because `cover` can be an address.
    const addresses = entry.post.properties.cover === undefined ? null : site.model.addresses;
    const sectionFolder = sectionOf(site, entry)?.folder;
    const { card } = site.articleOf(entry);
    if (
      known?.entry === entry &&
      known.card === card &&
      known.termNames === termNames &&
      known.addresses === addresses &&
      known.sectionFolder === sectionFolder &&
      known.media === media &&
      known.pageKey === pageKey
    ) {
      known.state = state;
      return known.summary;
    }
    const fresh = summarize(site, entry);
    const summary = known && keyOf(known.summary) === keyOf(fresh) ? known.summary : fresh;
    const inputs = { entry, card, termNames, addresses, sectionFolder, media, pageKey };
    this.#made.set(entry.post.path, { ...inputs, summary, state });
    return summary;
  }

  keepOnly(paths: { has(path: string): boolean }): void {
    this.#made.forEach((_, path) => {
      if (!paths.has(path)) this.#made.delete(path);
    });
  }
}

export function summarize(site: Site, entry: SiteEntry): Summary {
  const { card } = site.articleOf(entry);
  const [cover, first] = [coverOf(site, entry), card.image];
  return {
    title: entry.title,
    url: entry.url,
    date_text: dateText(site, entry),
    date_iso: isoDate(entry),
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

function sectionOf({ model }: Site, { post }: SiteEntry): SectionGroup | undefined {
  return model.sections.find(({ name }) => name === post.section);
}

function sectionLink(site: Site, entry: SiteEntry): Summary["section"] {
  const section = sectionOf(site, entry);
  if (!section) return null;
  const { title } = section;
  return made(sectionLinks, section, () => ({ ...linkTo(section, () => section.folder), title }));
}

const links = new WeakMap<object, ListLink>();
const sectionLinks = new WeakMap<object, ListLink & { readonly title: string }>();

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

function placedImage(media: MediaLibrary, path: string | null | undefined): PlacedImage | null {
  if (path === null || path === undefined) return null;
  const file = media.find(path);
  const { width, height } = (file && media.dimensionsOf(file)) ?? { width: null, height: null };
  const copies = file ? media.variantsOf(file).map(({ path, width }) => ({ path, width })) : [];
  return { path, width, height, copies };
}

/** Whether all services can show the image in share cards. Some services cannot show WebP, AVIF or SVG. */
function isForCards(path: string | null | undefined): boolean {
  return path !== null && path !== undefined && /\.(jpe?g|png|gif)$/i.test(path);
}
