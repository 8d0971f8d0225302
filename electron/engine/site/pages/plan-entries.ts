import { toIso } from "#engine/blog/dates/moment.ts";
import { thisDayKey } from "../template-data/calendar-scope.ts";
import { linkKey } from "../template-data/entry-scope.ts";
import type { HeadArticle } from "../template-data/head.ts";
import { type Charset, charsetOf } from "../template-data/page-bytes.ts";
import { entryPageScope } from "../template-data/page-scope.ts";
import {
  type Input,
  type PlanContext,
  type PlannedFile,
  renderThemed,
  type ThemedPage,
} from "../template-data/planned-file.ts";
import { latestUrl } from "../model/latest-page.ts";
import { linkedNotes, postScope, shownRelated } from "../template-data/post-scope.ts";
import { templateOf } from "./post-template.ts";
import type { NumberedPart } from "../model/series.ts";
import { neighboursOf } from "../model/site-groups.ts";
import type { Site } from "../model/site.ts";
import { changedTimeOf, isOutOfSearch, type SiteEntry, timeOf } from "../entries/site-entry.ts";

/** The HTML file of an entry: a post, a page that the author wrote, or a shared draft. */
export class EntryFile implements PlannedFile {
  readonly group = "page";
  readonly #context: PlanContext;
  readonly #entry: SiteEntry;

  constructor(context: PlanContext, entry: SiteEntry) {
    this.#context = context;
    this.#entry = entry;
  }

  get path(): string {
    return this.#entry.address;
  }

  get post(): string {
    return this.#entry.post.path;
  }

  get name(): string {
    return this.post;
  }

  get charset(): Charset {
    return charsetOf(this.#context.site.settings, this.#entry.post.section);
  }

  get texts(): readonly SiteEntry[] {
    return [this.#entry];
  }

  links(): Iterable<SiteEntry> {
    return linkedEntries(this.#context.site, this.#entry);
  }

  shared(): Input {
    return this.#context.themedKeyOf(this.#entry);
  }

  inputs(): readonly Input[] {
    return entryInputs(this.#context, this.#entry);
  }

  text(): string {
    return renderThemed(this.#context, themedEntry(this.#context.site, this.#entry), this.post);
  }
}

function entryInputs(context: PlanContext, entry: SiteEntry): Input[] {
  const { site } = context;
  const { path } = entry.post;
  const around = neighboursOf(site.model, entry);
  const inputs: Input[] = [
    context.themedKeyOf(entry),
    entry,
    site.summaryOf(entry),
    site.articleOf(entry),
    linkKey(around?.previous),
    linkKey(around?.next),
    around?.next ? latestUrl(site, entry.post.section) : "",
    site.media.shared.get(path)?.path,
  ];
  const place = site.model.seriesPositions.get(path);
  if (place) {
    const { series, number, previous, next } = place;
    inputs.push(`${series.slug} ${number} ${series.total}`, series.name);
    inputs.push(partKey(previous), partKey(next));
  }
  for (const related of site.model.relations.get(path) ?? []) {
    inputs.push(related.kind, related.direction, related.label, linkKey(related.entry));
  }
  for (const version of site.model.translations.get(path) ?? [])
    inputs.push("translation", linkKey(version), isOutOfSearch(version) ? "out of search" : "");
  for (const related of shownRelated(site, entry)) inputs.push("related", linkKey(related));
  inputs.push(thisDayKey(site, entry), ...linkedNotes(site, entry));
  return inputs;
}

function* linkedEntries(site: Site, entry: SiteEntry): Generator<SiteEntry> {
  const { model } = site;
  const { path } = entry.post;
  const around = neighboursOf(model, entry);
  const place = model.seriesPositions.get(path);
  const parts = [place?.previous, place?.next].map((part) => part?.entry);
  for (const other of [around?.previous, around?.next, ...parts]) if (other) yield other;
  for (const related of model.relations.get(path) ?? []) yield related.entry;
  yield* model.translations.get(path) ?? [];
  yield* shownRelated(site, entry);
}

function partKey(part: NumberedPart | null): string {
  return part ? `${part.number} ${linkKey(part.entry)}` : "";
}

/** Returns the template and the values of an entry's own page. */
export function themedEntry(site: Site, entry: SiteEntry): ThemedPage {
  const template = templateOf(site, entry.post);
  const page = entryPageScope(site, entry, entry.post.kind === "post" ? headArticle(entry) : null);
  return { template, page, own: { post: postScope(site, entry) } };
}

function headArticle(entry: SiteEntry): HeadArticle | null {
  const { date, post } = entry;
  if (!date) return null;
  const changed = post.updated && changedTimeOf(entry) > timeOf(entry) ? post.updated : date;
  return {
    published: toIso(date),
    modified: toIso(changed),
  };
}
