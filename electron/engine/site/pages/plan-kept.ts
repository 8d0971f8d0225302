import { collisionKey } from "../addresses/addresses.ts";
import { archiveFolder, listPage, places, sectionFolder } from "../addresses/places.ts";
import { fromRoot, publicPath, rootOf } from "../addresses/urls.ts";
import type { Site } from "../model/site.ts";
import { generatedPageScope } from "../template-data/page-scope.ts";
import { feedNamesOf } from "./feed-formats.ts";
import { feedFiles } from "./plan-feeds.ts";
import { listsOf } from "./plan-lists.ts";
import { type PlanContext, type PlannedFile, renderThemed, type ThemedPage } from "./planned-file.ts";

interface PublishedFile {
  readonly group: string;
  readonly post?: string | undefined;
}

/** Matches pages of lists as earlier versions of the program named them: the index, and numbered pages. */
const pageOfList = /^(?!contents\/).+\/(?:index|\d+)\.html$/;

/** Returns the published feeds and pages of lists that stay at their addresses, sorted. */
export function keptAddresses(files: Readonly<Record<string, PublishedFile>>): ReadonlySet<string> {
  const kept = Object.entries(files).flatMap(([path, { group, post }]) => {
    const isFeed = group === "feed" && path.includes("/");
    const isList = group === "list" && post === undefined && pageOfList.test(path);
    return isFeed || isList ? [path] : [];
  });
  return new Set(kept.sort());
}

/** Plans a redirect to a list's newest page at each address that earlier versions of Hitofude used. */
export function* planKept(context: PlanContext): Generator<PlannedFile> {
  const { site } = context;
  if (site.kept.size === 0) return;
  for (const section of site.model.sections.length === 1 ? site.model.sections : []) {
    const source = { kind: "section", ...section, folder: sectionFolder(section) } as const;
    if (source.folder === section.folder) continue;
    yield* feedFiles(
      site,
      source,
      feedNamesOf(site, source).filter((name) => site.kept.has(`${source.folder}/${name}`)),
    );
  }
  const targets = targetsOf(site);
  for (const path of site.kept) {
    const [, folder = "", name = ""] = /^(.+)\/(index|\d+)\.html$/.exec(path) ?? [];
    const target = targets.get(folder);
    const isTaken =
      site.model.byAddress.has(collisionKey(path)) || site.model.byAlias.has(collisionKey(path));
    if (target === undefined || isTaken || (name === "index" && target === folder)) continue;
    yield {
      path,
      group: "list",
      name: "former page of a list",
      inputs: () => [context.themedKey("redirect", rootOf(path)), path, target, site.pageKey],
      text: () => renderThemed(context, pageFor(site, path, target), path),
    };
  }
}

/** Maps the current and the earlier folders of lists to the current folder of the same list. */
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
  const title = site.settings.language.startsWith("ja") ? "記事の一覧" : "List of posts";
  const url_absolute = site.baseUrl + address;
  const page = generatedPageScope(site, { kind: "redirect", path, title, canonical: url_absolute });
  const redirect = { url: fromRoot(rootOf(path), address), url_absolute, title };
  return { template: "redirect", page, own: { redirect } };
}
