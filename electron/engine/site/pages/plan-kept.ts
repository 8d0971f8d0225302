import { collisionKey } from "#contract/text/collision-key.ts";
import { movedLists } from "../addresses/moved-lists.ts";
import { archiveFolder, listPage, places, sectionFolder, seriesFolder } from "../addresses/places.ts";
import { fromRoot, publicPath, rootOf } from "../addresses/urls.ts";
import type { Site } from "../model/site.ts";
import { pageWords } from "../template-data/page-words.ts";
import { generatedPageScope } from "../template-data/page-scope.ts";
import { isProtected } from "../entries/protected-sections.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import { latestPage } from "../model/latest-page.ts";
import { hasTermIndex } from "../template-data/term-index.ts";
import { feedNamesOf } from "../template-data/feed-formats.ts";
import { feedFiles } from "./plan-feeds.ts";
import { listsOf } from "./plan-lists.ts";
import { newestPostPage } from "./plan-latest.ts";
import {
  type PlanContext,
  type PlannedFile,
  renderThemed,
  type ThemedPage,
} from "../template-data/planned-file.ts";

interface PublishedFile {
  readonly group: string;
  readonly post?: string | undefined;
}

/**
 * Matches the paths of redirects to a newest post, and of list pages in earlier versions of Hitofude.
 * In earlier versions, the file name of a list page is `index` or a number.
 */
const keptPage = /^(?:latest|(?!(?:contents|calendar)\/).+\/(?:index|latest|\d+))\.html$/;

/**
 * Returns the sorted paths of published files that must keep their addresses.
 * Feeds, pages of lists, and redirects to newest posts keep their addresses.
 * All pages of a list that has moved are kept.
 */
export function keptAddresses(
  files: Readonly<Record<string, PublishedFile>>,
  lists: Readonly<Record<string, string>> = {},
): ReadonlySet<string> {
  const kept = Object.entries(files).flatMap(([path, { group, post }]) => {
    const isFeed = group === "feed" && path.includes("/");
    const isPage = group === "list" && post === undefined && path.endsWith(".html");
    const isMoved = Object.hasOwn(lists, path.slice(0, path.lastIndexOf("/")));
    return isFeed || (isPage && (isMoved || keptPage.test(path))) ? [path] : [];
  });
  return new Set(kept.sort());
}

/** A file at the former address of a list. */
export interface MovedFile extends PlannedFile {
  /** The list's present address. Undefined if an earlier version of Hitofude used the file's address. */
  readonly movedTo?: string;
}

/**
 * Plans a redirect to the newest page of a list at each former address of the list.
 * Former addresses come from earlier versions of Hitofude, and from the time before a list was moved.
 * Also plans copies of the feeds, and redirects to newest posts, at the former addresses of the list.
 */
export function* planKept(context: PlanContext): Generator<MovedFile> {
  const { site } = context;
  const moved = movedLists(site.settings, presentFolders(site), archiveFolder(site.model.sections));
  if (site.kept.size === 0 && moved.size === 0) return;
  for (const section of site.model.sections.length === 1 ? site.model.sections : []) {
    const folder = sectionFolder(section);
    const source = { kind: "section", ...section, section: section.name, folder } as const;
    // Skips a folder that has moved, because `movedFeeds` plans its feeds.
    if (source.folder === section.folder || moved.has(source.folder)) continue;
    yield* feedFiles(site, source, keptNames(site, source.folder, feedNamesOf(site, source)));
  }
  yield* movedFeeds(site, moved);
  const targets = new Map([...moved, ...targetsOf(site)]);
  const paths = new Set([...site.kept, ...Array.from(moved.keys(), (folder) => listPage(folder, null))]);
  const present = new Set(site.model.sections.map((section) => latestPage(site, section)));
  for (const path of paths) {
    const [, folder = "", name = ""] = /^(?:(.+)\/)?([^/]+)\.html$/.exec(path) ?? [];
    const target = targets.get(folder);
    const isMoved = moved.has(folder);
    const isTaken =
      site.model.byAddress.has(collisionKey(path)) || site.model.byAlias.has(collisionKey(path));
    const newest = name === "latest" ? newestIn(site, folder, target) : undefined;
    if (newest && !isTaken && !present.has(path)) yield newestPostPage(context, path, newest);
    if (newest || target === undefined || isTaken || (name === "index" && target === folder)) continue;
    if (!isMoved && !/^(?:index|\d+)$/.test(name)) continue;
    yield {
      path,
      group: "list",
      name: "former page of a list",
      ...(isMoved ? { movedTo: listPage(target, null) } : {}),
      inputs: () => [context.themedKey("redirect", rootOf(path)), path, target, site.pageKey],
      text: () => renderThemed(context, pageFor(site, path, target), path),
    };
  }
}

/**
 * Returns the newest post of a section whose folder was `folder` and is now `target`.
 * If `folder` is "", returns the newest post of the whole site.
 * Returns undefined for a section with a password, because no page outside its folder may name its posts.
 */
function newestIn(
  { model, settings }: Site,
  folder: string,
  target: string | undefined,
): SiteEntry | undefined {
  if (folder === "") return model.posts.at(-1);
  const section = model.sections.find((candidate) => candidate.folder === target);
  return section && !isProtected(settings, section.name) ? section.entries.at(-1) : undefined;
}

function* movedFeeds(site: Site, moved: ReadonlyMap<string, string>): Generator<MovedFile> {
  if (moved.size === 0) return;
  const lists = new Map(Array.from(listsOf(site), (list) => [list.folder, list]));
  for (const [from, to] of moved) {
    const list = lists.get(to);
    if (!list) continue;
    for (const file of feedFiles(site, list, keptNames(site, from, feedNamesOf(site, list)), from)) {
      yield { ...file, movedTo: to + file.path.slice(from.length) };
    }
  }
}

function keptNames(site: Site, folder: string, names: readonly string[]): string[] {
  return names.filter((name) => site.kept.has(`${folder}/${name}`));
}

/** Returns the folders of all lists and indexes of a site. */
function presentFolders(site: Site): ReadonlySet<string> {
  const { series } = site.model;
  return new Set([
    ...Array.from(listsOf(site), ({ folder }) => folder),
    ...series.map(({ slug }) => seriesFolder(slug)),
    ...(series.length > 0 ? [places.series] : []),
    ...(["tags", "categories"] as const)
      .filter((kind) => hasTermIndex(site, kind))
      .map((kind) => places[kind]),
  ]);
}

/** Maps each present or former folder of a list to the present folder of the list. */
function targetsOf(site: Site): ReadonlyMap<string, string> {
  const { sections } = site.model;
  const all = archiveFolder(sections);
  return new Map([
    [places.archive, all],
    ...sections.map((section): [string, string] => [
      sectionFolder(section),
      sections.length === 1 ? all : section.folder,
    ]),
    ...Array.from(listsOf(site), ({ folder }): [string, string] => [folder, folder]),
  ]);
}

function pageFor(site: Site, path: string, folder: string): ThemedPage {
  const address = publicPath(listPage(folder, null));
  const title = pageWords(site.settings.language).posts;
  const url_absolute = site.baseUrl + address;
  const page = generatedPageScope(site, { kind: "redirect", path, title, canonical: url_absolute });
  const redirect = { url: fromRoot(rootOf(path), address), url_absolute, title };
  return { template: "redirect", page, own: { redirect } };
}
