import { collisionKey } from "../addresses/addresses.ts";
import { movedLists } from "../addresses/moved-lists.ts";
import { archiveFolder, listPage, places, sectionFolder, seriesFolder } from "../addresses/places.ts";
import { fromRoot, publicPath, rootOf } from "../addresses/urls.ts";
import type { Site } from "../model/site.ts";
import { pageWords } from "../template-data/page-words.ts";
import { generatedPageScope } from "../template-data/page-scope.ts";
import { hasTermIndex } from "../template-data/term-index.ts";
import { feedNamesOf } from "../template-data/feed-formats.ts";
import { feedFiles } from "./plan-feeds.ts";
import { listsOf } from "./plan-lists.ts";
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

/** Matches the paths of list pages in earlier versions of Hitofude. The file name is `index` or a number. */
const pageOfList = /^(?!(?:contents|calendar)\/).+\/(?:index|\d+)\.html$/;

/**
 * Returns the sorted paths of published feeds and pages of lists that must keep their addresses.
 * All pages of a list that has moved keep their addresses.
 */
export function keptAddresses(
  files: Readonly<Record<string, PublishedFile>>,
  lists: Readonly<Record<string, string>> = {},
): ReadonlySet<string> {
  const kept = Object.entries(files).flatMap(([path, { group, post }]) => {
    const isFeed = group === "feed" && path.includes("/");
    const isPage = group === "list" && post === undefined && path.endsWith(".html");
    const isMoved = Object.hasOwn(lists, path.slice(0, path.lastIndexOf("/")));
    return isFeed || (isPage && (isMoved || pageOfList.test(path))) ? [path] : [];
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
 * Copies of the feeds stay at their former addresses.
 */
export function* planKept(context: PlanContext): Generator<MovedFile> {
  const { site } = context;
  const moved = movedLists(site.settings, presentFolders(site), archiveFolder(site.model.sections));
  if (site.kept.size === 0 && moved.size === 0) return;
  for (const section of site.model.sections.length === 1 ? site.model.sections : []) {
    const folder = sectionFolder(section);
    const source = { kind: "section", ...section, section: section.name, folder } as const;
    if (source.folder === section.folder) continue;
    yield* feedFiles(site, source, keptNames(site, source.folder, feedNamesOf(site, source)));
  }
  yield* movedFeeds(site, moved);
  const targets = new Map([...moved, ...targetsOf(site)]);
  const paths = new Set([...site.kept, ...Array.from(moved.keys(), (folder) => listPage(folder, null))]);
  for (const path of paths) {
    const [, folder = "", name = ""] = /^(.+)\/([^/]+)\.html$/.exec(path) ?? [];
    const target = targets.get(folder);
    const isMoved = moved.has(folder);
    const isTaken =
      site.model.byAddress.has(collisionKey(path)) || site.model.byAlias.has(collisionKey(path));
    if (target === undefined || isTaken || (name === "index" && target === folder)) continue;
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
