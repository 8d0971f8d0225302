import { toIso } from "#engine/blog/moment.ts";
import { completeAddress, isValidAddress } from "./addresses.ts";
import { languageOf, linkKey } from "./entry-scope.ts";
import type { HeadArticle } from "./head.ts";
import { charsetOf } from "./page-bytes.ts";
import { entryPageScope, generatedPageScope } from "./page-scope.ts";
import {
  type Input,
  type PlanContext,
  type PlannedFile,
  renderThemed,
  type ThemedPage,
  themedInputs,
} from "./planned-file.ts";
import { postScope } from "./post-scope.ts";
import type { Site } from "./site.ts";
import { changedTimeOf, type SiteEntry, timeOf } from "./site-entry.ts";
import { bylineOf } from "./site-texts.ts";
import { fromRoot, rootOf } from "./urls.ts";

/** The file of each post and page, and of each old address that leads to one. */
export function* planEntries(context: PlanContext): Generator<PlannedFile> {
  for (const entry of context.site.model.byPath.values()) {
    const { path } = entry.post;
    yield {
      path: entry.address,
      group: "page",
      post: path,
      name: path,
      charset: charsetOf(context.site.settings, entry.post.section),
      texts: [entry],
      inputs: () => entryInputs(context, entry),
      text: () => renderThemed(context, themedEntry(context.site, entry), path),
    };
  }
  for (const entry of context.site.model.byPath.values()) yield* planAliases(context, entry);
}

/** What a post's own page is made from. */
function entryInputs(context: PlanContext, entry: SiteEntry): Input[] {
  const { site } = context;
  const { path, kind } = entry.post;
  const around = site.model.neighbours.get(path);
  const inputs: Input[] = [
    ...themedInputs(context, kind, rootOf(entry.address)),
    entry,
    site.summaryOf(entry),
    site.articleOf(entry),
    linkKey(around?.previous),
    linkKey(around?.next),
    linkKey(around?.newest),
  ];
  for (const related of site.model.relations.get(path) ?? []) {
    inputs.push(related.kind, related.direction, related.label, linkKey(related.entry));
  }
  return inputs;
}

/** The values for a post's own page. */
export function themedEntry(site: Site, entry: SiteEntry): ThemedPage {
  const template = entry.post.kind;
  const page = entryPageScope(site, entry, template === "post" ? headArticle(site, entry) : null);
  return { template, page, own: { post: postScope(site, entry) } };
}

function headArticle(site: Site, entry: SiteEntry): HeadArticle | null {
  const { date, post } = entry;
  if (!date) return null;
  const changed = post.updated && changedTimeOf(entry) > timeOf(entry) ? post.updated : date;
  return {
    published: toIso(date),
    modified: toIso(changed),
    // As the pages of the tags are named, whatever this post's spelling
    tags: site.summaryOf(entry).tags.map(({ name }) => name),
    author: bylineOf(site),
  };
}

function* planAliases(context: PlanContext, entry: SiteEntry): Generator<PlannedFile> {
  for (const alias of entry.post.aliases) {
    const path = completeAddress(alias);
    if (!isValidAddress(path) || path === entry.address) continue;
    yield {
      path,
      group: "page",
      name: `${entry.post.path} (alias)`,
      inputs: () => [...themedInputs(context, "redirect", rootOf(path)), path, linkKey(entry)],
      text: () => renderThemed(context, redirectPage(context.site, entry, path), path),
    };
  }
}

function redirectPage(site: Site, entry: SiteEntry, path: string): ThemedPage {
  const url_absolute = site.baseUrl + entry.url;
  const { title } = entry;
  const page = generatedPageScope(site, { kind: "redirect", path, title, canonical: url_absolute });
  const redirect = { url: fromRoot(rootOf(path), entry.url), url_absolute, title };
  return { template: "redirect", page: { ...page, language: languageOf(site, entry) }, own: { redirect } };
}
