import { categoryFolder, listPage, places, sectionFolder, tagFolder } from "../addresses/places.ts";
import { fromRoot, publicPath, rootOf } from "../addresses/urls.ts";
import type { Site } from "../model/site.ts";
import { isPinned, type SiteEntry, withPinned } from "../model/site-entry.ts";
import type { SiteModel } from "../model/site-model.ts";
import { summaryScope } from "../template-data/entry-scope.ts";
import { generatedPageScope } from "../template-data/page-scope.ts";
import { feedLinks } from "./feed-formats.ts";
import { charsetOf } from "./page-bytes.ts";
import { feedFiles } from "./plan-feeds.ts";
import { type PlanContext, type PlannedFile, renderThemed, type ThemedPage } from "./planned-file.ts";

/**
 * One page of a list and its items, newest first. `number` is null for the newest page, whose file is the
 * list's `index`. `older` is the number of the page with the next older items; null if there is none.
 */
interface ListPage<Item> {
  readonly number: number | null;
  readonly items: readonly Item[];
  readonly older: number | null;
  /** Number of the next newer page; `index` if that is the list's newest page. */
  readonly newer: number | "index" | null;
}

type ListKind = "tag" | "category" | "section" | "archive";

const japanese: Readonly<Record<ListKind, string>> = {
  tag: "タグ「{name}」の記事",
  category: "分類「{name}」の記事",
  section: "{name}",
  archive: "すべての記事",
};

const english: Readonly<Record<ListKind, string>> = {
  tag: "Posts tagged “{name}”",
  category: "Posts in “{name}”",
  section: "{name}",
  archive: "All posts",
};

/** Returns the heading of a list in the blog's language. */
function listHeading(kind: ListKind, name: string, language: string): string {
  // A function returns the replacement, because in a replacement string `$&` has a special meaning.
  return (language.startsWith("ja") ? japanese : english)[kind].replace("{name}", () => name);
}

/**
 * Number of posts per page of a list. This is not a setting, because a change would renumber all list pages
 * of a blog.
 */
const listSize = 20;

interface List {
  readonly kind: ListKind;
  readonly title: string;
  /** Name of the section in blog.yaml; "" for lists of other kinds. */
  readonly section: string;
  readonly folder: string;
  /** Entries of the list, oldest first. */
  readonly entries: readonly SiteEntry[];
  /**
   * Pinned posts. The newest page shows them first. Numbered pages show them by date, so that no numbered
   * page changes when a post is pinned.
   */
  readonly pinned: readonly SiteEntry[];
}

/**
 * Plans the pages and feeds of all lists. The list of all posts has no feeds, because the feeds of the site
 * contain the same posts.
 */
export function* planLists(context: PlanContext): Generator<PlannedFile> {
  for (const list of listsOf(context.site.model)) {
    const charset = charsetOf(context.site.settings, list.section);
    for (const page of paginate(list.entries, listSize)) {
      const path = listPage(list.folder, page.number);
      const items = page.number === null ? withPinned(list.pinned, page.items) : page.items;
      yield {
        path,
        group: "list",
        name: `${list.kind} ${list.title}`,
        isIndexed: true,
        charset,
        texts: items,
        inputs: () => [
          context.themedKey("list", rootOf(path), charset),
          `${list.kind} ${path} ${page.number} ${page.older} ${page.newer}`,
          list.title,
          list.section,
          ...items.flatMap((entry) => [context.site.summaryOf(entry), String(isPinned(entry))]),
        ],
        text: () => renderThemed(context, themedList(context.site, list, { ...page, items }, path), path),
      };
    }
    if (hasFeed(list)) yield* feedFiles(context.site, list);
  }
}

function* listsOf(model: SiteModel): Generator<List> {
  yield { kind: "archive", title: "", section: "", folder: places.archive, entries: model.posts, pinned: [] };
  for (const section of model.sections) {
    const { name, title, entries } = section;
    const pinned = model.pinned.filter(({ post }) => post.section === name);
    yield { kind: "section", title, section: name, folder: sectionFolder(section), entries, pinned };
  }
  for (const { name, slug, entries } of model.tags) {
    yield { kind: "tag", title: name, section: "", folder: tagFolder(slug), entries, pinned: [] };
  }
  for (const { name, slug, entries } of model.categories) {
    yield { kind: "category", title: name, section: "", folder: categoryFolder(slug), entries, pinned: [] };
  }
}

function hasFeed({ kind }: List): boolean {
  return kind !== "archive";
}

function themedList(site: Site, list: List, page: ListPage<SiteEntry>, path: string): ThemedPage {
  const root = rootOf(path);
  const heading = listHeading(list.kind, list.title, site.settings.language);
  const urlOf = (number: number | null): string => fromRoot(root, publicPath(listPage(list.folder, number)));
  return {
    template: "list",
    page: generatedPageScope(site, {
      kind: "list",
      path,
      title: page.number === null ? heading : `${heading} (${page.number})`,
      section: list.section,
      feeds: hasFeed(list) ? feedLinks(heading, list.folder, root) : [],
    }),
    own: {
      list: {
        kind: list.kind,
        title: list.title || heading,
        heading,
        posts: page.items.map((entry) => summaryScope(site, entry, root)),
        number: page.number ?? (page.older ?? 0) + 1,
        // A numbered page must not change when newer pages are added, so it cannot show how many pages there
        // are.
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

/**
 * Splits a list into pages of `size` items. `items` are ordered oldest first. Pages are numbered from the
 * oldest items on, and a page gets a number only when it is full, so a numbered page never changes when items
 * are added. The index shows the newest `size` items, some of which may also be on the last numbered page.
 */
export function paginate<Item>(items: readonly Item[], size: number): ListPage<Item>[] {
  const full = items.length > size ? Math.floor(items.length / size) : 0;
  // Number of the page with the newest item that the index does not show. That page is full, so it exists.
  const older = items.length > size ? Math.ceil((items.length - size) / size) : null;
  const pages: ListPage<Item>[] = [{ number: null, items: items.slice(-size).reverse(), older, newer: null }];
  for (let number = 1; number <= full; number++) {
    pages.push({
      number,
      items: items.slice((number - 1) * size, number * size).reverse(),
      older: number > 1 ? number - 1 : null,
      newer: number < full ? number + 1 : "index",
    });
  }
  return pages;
}
