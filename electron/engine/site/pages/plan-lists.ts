import { toIso } from "#engine/blog/dates/moment.ts";
import { archiveFolder, categoryFolder, listPage, tagFolder } from "../addresses/places.ts";
import { fromRoot, publicPath, rootOf } from "../addresses/urls.ts";
import { isProtected } from "../entries/protected-sections.ts";
import type { Site } from "../model/site.ts";
import { isPinned, type SiteEntry, withPinned } from "../entries/site-entry.ts";
import { summaryScope } from "../template-data/entry-scope.ts";
import { pageWords, withName } from "../template-data/page-words.ts";
import { generatedPageScope } from "../template-data/page-scope.ts";
import { feedLinks, feedNamesOf } from "../template-data/feed-formats.ts";
import { type ListItems, type ListPage, listSize, paginate } from "./list-pages.ts";
import { ListTurns } from "./list-turns.ts";
import { type Charset, charsetOf } from "../template-data/page-bytes.ts";
import { feedFiles } from "./plan-feeds.ts";
import {
  type Input,
  type PlanContext,
  type PlannedFile,
  renderThemed,
  type ThemedPage,
} from "../template-data/planned-file.ts";

type ListKind = "tag" | "category" | "section" | "archive";

function listHeading(kind: ListKind, name: string, language: string): string {
  const words = pageWords(language);
  if (kind === "archive") return words.allPosts;
  return kind === "section" ? name : withName(words[kind], name);
}

export interface List {
  readonly kind: ListKind;
  readonly title: string;
  /** Name of the section in blog.yaml; "" for other lists. */
  readonly section: string;
  readonly folder: string;
  readonly entries: readonly SiteEntry[];
  /** Decides at which new post the newest posts of the list become a page of their own. */
  readonly turns: ListTurns;
  /** Pinned posts, which come first on the newest page. Pinning a post changes no other page. */
  readonly pinned: readonly SiteEntry[];
}

/** Plans the pages and feeds of all lists. */
export function* planLists(context: PlanContext): Generator<PlannedFile> {
  for (const list of listsOf(context.site)) {
    const charset = charsetOf(context.site.settings, list.section);
    const isOpen = !isProtected(context.site.settings, list.section);
    const feedNames = feedNamesOf(context.site, list);
    const planned = { ...list, charset, isOpen, feedNames };
    for (const page of pagesOf(list)) yield new ListFile(context, planned, page);
    yield* feedFiles(context.site, list, feedNames);
  }
}

interface PlannedList extends List {
  readonly charset: Charset;
  /** Whether readers need no password for the list. */
  readonly isOpen: boolean;
  /** File names of the list's feeds. */
  readonly feedNames: readonly string[];
}

/** One page of a list. */
class ListFile implements PlannedFile {
  readonly group = "list";
  readonly path: string;
  /** The posts on the page. */
  readonly texts: readonly SiteEntry[];
  readonly #context: PlanContext;
  readonly #list: PlannedList;
  readonly #page: ListPage<SiteEntry>;

  constructor(context: PlanContext, list: PlannedList, page: ListPage<SiteEntry>) {
    this.path = listPage(list.folder, page.name);
    this.texts = page.name === null ? withPinned(list.pinned, page.items) : page.items;
    this.#context = context;
    this.#list = list;
    this.#page = page;
  }

  get name(): string {
    return `${this.#list.kind} ${this.#list.title}`;
  }

  /**
   * The site map contains only the newest page of each list, which leads to the older pages.
   * With all pages, the site map would change whenever a list is divided in a new way.
   */
  get isIndexed(): boolean {
    return this.#list.isOpen && this.#page.name === null;
  }

  get charset(): Charset {
    return this.#list.charset;
  }

  shared(): string {
    return this.#context.themedKey("list", rootOf(this.path), this.charset);
  }

  place(): string {
    const { kind, title, section, feedNames } = this.#list;
    const { name, older, newer } = this.#page;
    return [kind, name, older, newer, title, section, ...feedNames].join("\n");
  }

  inputs(): readonly Input[] {
    const summaries = this.texts.map((entry) => this.#context.site.summaryOf(entry));
    return [this.shared(), this.place(), ...summaries, ...this.texts.map(isPinned)];
  }

  text(): string {
    const page = { ...this.#page, items: this.texts };
    return renderThemed(
      this.#context,
      themedList(this.#context.site, this.#list, page, this.path),
      this.path,
    );
  }
}

interface DividedList {
  readonly folder: string;
  readonly end: number;
  readonly pages: readonly ListPage<SiteEntry>[];
}

const dividedLists = new WeakMap<readonly SiteEntry[], DividedList>();

/** Returns the pages of a list. Caches them by `entries`, because an unchanged list keeps this array. */
export function pagesOf({
  folder,
  entries,
  turns,
}: Pick<List, "folder" | "entries" | "turns">): readonly ListPage<SiteEntry>[] {
  const end = entries.length > listSize ? turns.endOf(folder, entries) : 0;
  const known = dividedLists.get(entries);
  if (known?.folder === folder && known.end === end) return known.pages;
  const pages = paginate(entries, { ...listItems, list: folder, end });
  dividedLists.set(entries, { folder, end, pages });
  return pages;
}

const listItems: Pick<ListItems<SiteEntry>, "keyOf" | "dayOf"> = {
  keyOf: ({ post }) => post.path,
  dayOf: ({ date }) => (date ? toIso(date).slice(0, 10) : "0"),
};

/** Yields the lists of a site. A single section needs no list besides the list of all posts. */
export function* listsOf({ model }: Pick<Site, "model">): Generator<List> {
  const { posts, pinned, sections } = model;
  const turns = new ListTurns(model);
  const only = sections.length === 1 ? sections[0] : undefined;
  yield {
    kind: "archive",
    title: "",
    section: only?.name ?? "",
    folder: archiveFolder(sections),
    entries: only?.entries ?? posts,
    pinned: only ? pinned : [],
    turns,
  };
  for (const { name, title, folder, entries } of only ? [] : sections) {
    const ofSection = pinned.filter(({ post }) => post.section === name);
    yield { kind: "section", title, section: name, folder, entries, pinned: ofSection, turns };
  }
  for (const { name, slug, entries } of model.tags) {
    yield { kind: "tag", title: name, section: "", folder: tagFolder(slug), entries, pinned: [], turns };
  }
  for (const { name, slug, entries } of model.categories) {
    const folder = categoryFolder(slug);
    yield { kind: "category", title: name, section: "", folder, entries, pinned: [], turns };
  }
}

function themedList(site: Site, list: PlannedList, page: ListPage<SiteEntry>, path: string): ThemedPage {
  const root = rootOf(path);
  const heading = listHeading(list.kind, list.title, site.settings.language);
  const urlOf = (name: string | null): string =>
    fromRoot(root, publicPath(listPage(list.folder, name === "index" ? null : name)));
  return {
    template: "list",
    page: generatedPageScope(site, {
      kind: "list",
      path,
      title: page.name === null ? heading : `${heading} (–${page.name})`,
      section: list.section,
      feeds: feedLinks(heading, list.folder, root, list.feedNames),
    }),
    own: {
      list: {
        kind: list.kind,
        title: list.title || heading,
        heading,
        posts: page.items.map((entry) => summaryScope(site, entry, root)),
        until: page.name === null ? "" : page.name.slice(0, 10),
        older: page.older === null ? null : { url: urlOf(page.older) },
        newer: page.newer === null ? null : { url: urlOf(page.newer) },
      },
    },
  };
}
