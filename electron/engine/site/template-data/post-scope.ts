import { dateText, languageOf, type SummaryScope, summaryScope, updateScope } from "./entry-scope.ts";
import { type ThisDayScope, thisDayScope } from "./calendar-scope.ts";
import { relatedPosts } from "../model/related-posts.ts";
import type { RelatedEntry } from "../model/relations.ts";
import { type NumberedPart, type SeriesPosition, seriesUrl } from "../model/series.ts";
import { latestUrl } from "../model/latest-page.ts";
import { pageWords } from "./page-words.ts";
import { replyUrlHtml, shareLinks, sharePageUrl } from "./share-links.ts";
import { neighboursOf } from "../model/site-groups.ts";
import type { Site } from "../model/site.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import { withoutParagraph } from "./notices.ts";
import { translationsOf, type TranslationScope } from "./translations.ts";
import { fromRoot, linkAddress, rootOf } from "../addresses/urls.ts";

/** A relation that a page lists under the post. Translations are listed separately. */
type ShownRelation = RelatedEntry & { readonly kind: Exclude<RelatedEntry["kind"], "translation"> };

function isShownRelation(related: RelatedEntry): related is ShownRelation {
  return related.kind !== "translation";
}

/** Returns the label that the author chose, or the default label in the blog's language. */
function relationLabel(related: ShownRelation, language: string): string {
  if (related.label !== null) return related.label;
  const { reply, followUp, longVersion, seeAlso } = pageWords(language);
  const labels = { reply, "follow-up": followUp, "long-version": longVersion, "see-also": seeAlso };
  const [from, to] = labels[related.kind];
  return related.direction === "from" ? from : to;
}

interface NeighbourScope {
  readonly title: string;
  readonly url: string;
  readonly date_text: string;
  readonly language: string;
}

interface RelationScope {
  readonly kind: string;
  readonly label: string;
  readonly title: string;
  readonly url: string;
  readonly language: string;
}

interface PartScope {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly language: string;
}

/** A post's series. `number` is the post's position, and `total` is the highest position. */
interface SeriesScope {
  readonly name: string;
  readonly url: string;
  readonly number: number;
  readonly total: number;
  readonly previous: PartScope | null;
  readonly next: PartScope | null;
}

/** The value of `post` in the templates `post` and `page`. */
export interface PostScope extends SummaryScope {
  readonly url_absolute: string;
  readonly updated_text: string;
  readonly updated_iso: string;
  readonly content_html: string;
  readonly source: { readonly name: string; readonly url: string } | null;
  readonly series: SeriesScope | null;
  readonly relations: readonly RelationScope[];
  /** The versions of the post in other languages. */
  readonly translations: readonly TranslationScope[];
  /** Earlier posts that have tags in common with the post. */
  readonly related: readonly NeighbourScope[];
  /** Links to the posts of the same day in earlier years. */
  readonly this_day: ThisDayScope | null;
  /** Later posts that refer to this post, shown with marks such as `(➡コメント返し)`. */
  readonly reply_marks: readonly RelationScope[];
  readonly revisions: readonly { readonly date: string; readonly note_html: string }[];
  readonly previous: NeighbourScope | null;
  readonly next: NeighbourScope | null;
  /** Link to the section's newest post. It omits the post's title, so that pages rarely change. */
  readonly newest: { readonly title: string; readonly url: string } | null;
  readonly share: readonly { readonly service: string; readonly label: string; readonly url: string }[];
  /** The `mailto:` address for a reply to the author, as HTML; "" if the author wants no replies by mail. */
  readonly reply_url_html: string;
  readonly minutes: number;
  readonly characters: number;
  readonly draft: boolean;
}

/** Returns the value that templates see for a post on its own page. */
export function postScope(site: Site, entry: SiteEntry): PostScope {
  const root = rootOf(entry.address);
  const article = site.articleOf(entry);
  const absolute = site.baseUrl + entry.url;
  const around = neighboursOf(site.model, entry);
  const isPost = entry.post.kind === "post";
  const related = (site.model.relations.get(entry.post.path) ?? []).filter(isShownRelation);
  const relations = related.map((relation) => relationScope(site, relation, root));
  return {
    ...summaryScope(site, entry, root),
    url_absolute: absolute,
    ...updateScope(site, entry),
    content_html: site.htmlOf(entry),
    source: entry.post.source
      ? { name: entry.post.source.name, url: linkAddress(entry.post.source.url ?? "") }
      : null,
    series: seriesScope(site, site.model.seriesPositions.get(entry.post.path), root),
    relations,
    translations: translationsOf(site, entry, root),
    reply_marks: relations.filter((_, index) => related[index]?.direction === "from"),
    related: shownRelated(site, entry).map((other) => neighbourScope(site, other, root)),
    this_day: thisDayScope(site, entry, root),
    revisions: entry.post.revisions.map(({ date, note }) => ({
      date,
      note_html: noteHtml(site, note, root),
    })),
    previous: around?.previous ? neighbourScope(site, around.previous, root) : null,
    next: around?.next ? neighbourScope(site, around.next, root) : null,
    newest: around?.next ? newestScope(site, entry, root) : null,
    // Omits share links for a shared draft, because the links would send the secret address to a service.
    share:
      isPost && !entry.shared
        ? shareLinks(site.settings.share, entry.title, absolute, sharePageUrl(site, root))
        : [],
    reply_url_html: isPost ? replyUrlHtml(site.settings, entry.title) : "",
    minutes: article.minutes,
    characters: article.characters,
    draft: entry.draft,
  };
}

function noteHtml(site: Site, note: string, root: string): string {
  return withoutParagraph(site.renderSiteText(note, root));
}

/** Whether a note on a revision contains links, whose targets can move while the post stays unchanged. */
export function hasLinkedNotes({ post }: SiteEntry): boolean {
  return post.revisions.length > 0 && post.revisions.some(({ note }) => /[[<]/.test(note));
}

/** Returns the HTML of an entry's notes on revisions. The list is empty if no note contains a link. */
export function linkedNotes(site: Site, entry: SiteEntry): readonly string[] {
  if (!hasLinkedNotes(entry)) return [];
  return entry.post.revisions.map(({ note }) => noteHtml(site, note, rootOf(entry.address)));
}

/** Returns the related posts that the page of an entry shows, if the author allows it. */
export function shownRelated({ model, settings }: Site, entry: SiteEntry): readonly SiteEntry[] {
  return settings.show.related && entry.post.kind === "post" ? relatedPosts(model, entry) : [];
}

function seriesScope(site: Site, place: SeriesPosition | undefined, root: string): SeriesScope | null {
  if (!place) return null;
  const { series, number, previous, next } = place;
  return {
    name: series.name,
    url: seriesUrl(series.slug, root),
    number,
    total: series.total,
    previous: partScope(site, previous, root),
    next: partScope(site, next, root),
  };
}

function partScope(site: Site, part: NumberedPart | null, root: string): PartScope | null {
  if (!part) return null;
  const { number, entry } = part;
  return { number, title: entry.title, url: fromRoot(root, entry.url), language: languageOf(site, entry) };
}

function neighbourScope(site: Site, entry: SiteEntry, root: string): NeighbourScope {
  return {
    title: entry.title,
    url: fromRoot(root, entry.url),
    date_text: dateText(site, entry),
    language: languageOf(site, entry),
  };
}

function newestScope({ model, settings }: Site, { post }: SiteEntry, root: string): PostScope["newest"] {
  const title = pageWords(settings.language).newest;
  return { title, url: fromRoot(root, latestUrl({ model }, post.section)) };
}

function relationScope(site: Site, related: ShownRelation, root: string): RelationScope {
  return {
    kind: related.kind,
    label: relationLabel(related, site.settings.language),
    title: related.entry.title,
    url: fromRoot(root, related.entry.url),
    language: languageOf(site, related.entry),
  };
}
