import { toIso } from "#engine/blog/moment.ts";
import { resolveLink } from "./link-targets.ts";
import { categoryFolder, listPage, sectionFolder, tagFolder } from "./places.ts";
import type { Site } from "./site.ts";
import { changedTimeOf, type SiteEntry, timeOf } from "./site-entry.ts";
import { termKey } from "./terms.ts";
import { encodePath, fromRoot, publicPath } from "./urls.ts";

export interface LinkScope {
  readonly name: string;
  readonly url: string;
}

/** A post as lists show it, with URLs relative to the page whose root was given. */
export interface SummaryScope {
  readonly title: string;
  readonly url: string;
  readonly date_text: string;
  readonly date_iso: string;
  readonly excerpt: string;
  readonly cover_url: string;
  readonly language: string;
  readonly tags: readonly LinkScope[];
  readonly category: LinkScope | null;
  readonly section: (LinkScope & { readonly title: string }) | null;
}

/** What every list says of a post. */
export function summaryScope(site: Site, entry: SiteEntry, root: string): SummaryScope {
  const cover = coverOf(site, entry);
  return {
    title: entry.title,
    url: fromRoot(root, entry.url),
    ...dateScope(site, entry),
    excerpt: excerptOf(site, entry),
    cover_url: cover === null ? "" : fromRoot(root, encodePath(cover)),
    language: languageOf(site, entry),
    tags: tagScopes(site, entry, root),
    category: categoryScope(site, entry, root),
    section: sectionScope(site, entry, root),
  };
}

/** The author's summary, else the first words of the article. */
export function excerptOf(site: Site, entry: SiteEntry): string {
  return entry.post.properties.summary ?? site.articleOf(entry).excerpt;
}

/** Site path of the image that stands for the post: its cover, else the first of its own images. */
export function coverOf(site: Site, entry: SiteEntry): string | null {
  const { path, properties } = entry.post;
  const source = { path, address: entry.address, root: "" };
  const cover =
    properties.cover === undefined ? undefined : resolveLink(properties.cover, source, site).media;
  return cover?.path ?? site.articleOf(entry).image;
}

/** Language of the text, which may differ from the blog's. */
export function languageOf(site: Site, entry: SiteEntry): string {
  return entry.post.language ?? site.settings.language;
}

/** The date as read and as machines read it; both "" for a page without one. */
export function dateScope(site: Site, entry: SiteEntry): { date_text: string; date_iso: string } {
  if (!entry.date) return { date_text: "", date_iso: "" };
  return { date_text: site.dates.ofPost(entry.date, entry.post), date_iso: toIso(entry.date) };
}

/** The date of the last change, when the author told readers of one. */
export function updateScope(site: Site, entry: SiteEntry): { updated_text: string; updated_iso: string } {
  const { updated } = entry.post;
  if (!updated || changedTimeOf(entry) === timeOf(entry)) return { updated_text: "", updated_iso: "" };
  return { updated_text: site.dates.ofPost(updated, entry.post), updated_iso: toIso(updated) };
}

function tagScopes(site: Site, entry: SiteEntry, root: string): LinkScope[] {
  const scopes = new Map<string, LinkScope>();
  for (const name of entry.post.tags) {
    const term = site.model.tagsByKey.get(termKey(name));
    if (term) scopes.set(term.slug, { name: term.name, url: listUrl(root, tagFolder(term.slug)) });
  }
  return [...scopes.values()];
}

function categoryScope(site: Site, entry: SiteEntry, root: string): LinkScope | null {
  const term = site.model.categoriesByKey.get(termKey(entry.post.properties.category ?? ""));
  return term ? { name: term.name, url: listUrl(root, categoryFolder(term.slug)) } : null;
}

function sectionScope(site: Site, entry: SiteEntry, root: string): SummaryScope["section"] {
  const section = site.model.sections.find(({ name }) => name === entry.post.section);
  if (!section) return null;
  return { name: section.name, title: section.title, url: listUrl(root, sectionFolder(section)) };
}

/** URL of a list's newest page. */
export function listUrl(root: string, folder: string): string {
  return fromRoot(root, publicPath(listPage(folder, null)));
}
