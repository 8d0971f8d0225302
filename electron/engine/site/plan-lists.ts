import { summaryScope } from "./entry-scope.ts";
import { type ListKind, listHeading } from "./list-headings.ts";
import { type ListPage, paginate } from "./list-pages.ts";
import { type Charset, charsetOf } from "./page-bytes.ts";
import { generatedPageScope } from "./page-scope.ts";
import { categoryFolder, listPage, places, sectionFolder, tagFolder } from "./places.ts";
import { feedFile } from "./plan-feeds.ts";
import {
  type PlanContext,
  type PlannedFile,
  renderThemed,
  type ThemedPage,
  themedInputs,
} from "./planned-file.ts";
import type { Site } from "./site.ts";
import type { SiteEntry } from "./site-entry.ts";
import { fromRoot, publicPath, rootOf } from "./urls.ts";

/** Posts on a numbered page. Changing it renumbers all lists of every blog, so it is no setting. */
const listSize = 20;

interface List {
  readonly kind: ListKind;
  readonly title: string;
  readonly folder: string;
  readonly charset?: Charset;
  /** Oldest first. */
  readonly entries: readonly SiteEntry[];
}

/** The pages of every list, and the feeds of sections and tags. */
export function* planLists(context: PlanContext): Generator<PlannedFile> {
  for (const list of listsOf(context.site)) {
    for (const page of paginate(list.entries, listSize)) {
      const path = listPage(list.folder, page.number);
      yield {
        path,
        group: "list",
        name: `${list.kind} ${list.title}`,
        ...(list.charset === undefined ? {} : { charset: list.charset }),
        texts: page.items,
        inputs: () => [
          ...themedInputs(context, "list", rootOf(path)),
          `${list.kind} ${path} ${page.number} ${page.older} ${page.newer}`,
          list.title,
          ...page.items.map((entry) => context.site.summaryOf(entry)),
        ],
        text: () => renderThemed(context, themedList(context.site, list, page, path), path),
      };
    }
    if (hasFeed(list)) yield feedFile(context.site, list, `${list.folder}/${places.rss}`);
  }
}

function* listsOf({ model, settings }: Site): Generator<List> {
  yield { kind: "archive", title: "", folder: places.archive, entries: model.posts };
  for (const section of model.sections) {
    const { name, title, entries } = section;
    const charset = charsetOf(settings, name);
    yield { kind: "section", title, folder: sectionFolder(section), charset, entries };
  }
  for (const { name, slug, entries } of model.tags) {
    yield { kind: "tag", title: name, folder: tagFolder(slug), entries };
  }
  for (const { name, slug, entries } of model.categories) {
    yield { kind: "category", title: name, folder: categoryFolder(slug), entries };
  }
}

function hasFeed({ kind }: List): boolean {
  return kind === "section" || kind === "tag";
}

function themedList(site: Site, list: List, page: ListPage<SiteEntry>, path: string): ThemedPage {
  const root = rootOf(path);
  const heading = listHeading(list.kind, list.title, site.settings.language);
  const urlOf = (number: number | null): string => fromRoot(root, publicPath(listPage(list.folder, number)));
  const rss = { title: heading, type: "application/rss+xml", url: urlOf(null) + places.rss };
  return {
    template: "list",
    page: generatedPageScope(site, {
      kind: "list",
      path,
      ...(list.charset === undefined ? {} : { charset: list.charset }),
      title: page.number === null ? heading : `${heading} (${page.number})`,
      feeds: hasFeed(list) ? [rss] : [],
    }),
    own: {
      list: {
        kind: list.kind,
        title: list.title || heading,
        heading,
        posts: page.items.map((entry) => summaryScope(site, entry, root)),
        number: page.number ?? (page.older ?? 0) + 1,
        // A numbered page must not change when others come after it, so it cannot say how many there are
        total: page.number === null ? (page.older ?? 0) + 1 : null,
        older: page.older === null ? null : { url: urlOf(page.older), number: page.older },
        newer: newerScope(page, urlOf),
      },
    },
  };
}

function newerScope(
  { newer }: ListPage<SiteEntry>,
  urlOf: (number: number | null) => string,
): { url: string; number: number | null } | null {
  if (newer === null) return null;
  const number = newer === "index" ? null : newer;
  return { url: urlOf(number), number };
}
