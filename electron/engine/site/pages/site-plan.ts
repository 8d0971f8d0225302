import type { Problem } from "#contract/errors.ts";
import { searchFolder } from "#contract/site-search/layout.ts";
import { collisionKey } from "#contract/text/collision-key.ts";
import { AddressBook, type Claimant, mayCollide } from "../addresses/address-book.ts";
import { siteFault } from "../addresses/addresses.ts";
import { oldFilesList } from "../addresses/old-files.ts";
import { planCalendar } from "./plan-calendar.ts";
import { planContents } from "./plan-contents.ts";
import { EntryFile } from "./plan-entries.ts";
import { planFeeds } from "./plan-feeds.ts";
import { planFixed } from "./plan-fixed.ts";
import { planKept } from "./plan-kept.ts";
import { planLatest } from "./plan-latest.ts";
import { planLists } from "./plan-lists.ts";
import { planOpml } from "./plan-opml.ts";
import { planParts } from "./plan-parts.ts";
import { planPasswords } from "./plan-passwords.ts";
import { planHtaccess, planRedirects } from "./plan-redirects.ts";
import { planSeries } from "./plan-series.ts";
import { planTerms } from "./plan-terms.ts";
import { planSitemaps } from "./plan-sitemaps.ts";
import type { PlanContext, PlannedFile, ThemedKey } from "../template-data/planned-file.ts";
import { planVisitors } from "../visitors/plan-visitors.ts";
import { planSharePage } from "../visitors/share-page.ts";
import { planSearch, type SearchPlan } from "./plan-search.ts";
import type { Site } from "../model/site.ts";
import { contentKey } from "#engine/base/content-key.ts";
import { charsetOf } from "../template-data/page-bytes.ts";
import { rootOf } from "../addresses/urls.ts";
import { templateOf } from "./post-template.ts";
import { siteScopes } from "../template-data/site-scope.ts";
import { entriesOf } from "../model/site-model.ts";
import { PlannedFiles } from "./planned-files.ts";

/** All files of a site, before any of them is made. */
export interface SitePlan {
  readonly context: PlanContext;
  readonly made: PlannedFiles;
  /** Generated files that are left out because files of the old site are at their paths. */
  readonly leftToOldSite: readonly string[];
  /** A problem for each file whose path was already taken by another file. The plan omits these files. */
  readonly problems: readonly Problem[];
  /** Returns the search files that depend on an entry, except the file with the entry's text. */
  searchedIn(path: string): readonly PlannedFile[];
}

/** Plans a site without rendering. With `isSound`, skips the search for conflicts between paths. */
export function planSite(site: Site, isSound = false): SitePlan {
  const context = planContext(site);
  const book = isSound ? trustingBook : addressBook(site);
  const search = planSearch(context);
  const claim = <File extends PlannedFile>(files: Iterable<File>): File[] => {
    const all = Array.isArray(files) ? files : [...files];
    return isSound ? all : all.filter((file) => book.claim(file.path, claimantOf(file), file.isProgram));
  };
  // Generated files claim their paths before the entries, so that no entry takes the path of such a file.
  const leftToOldSite: string[] = [];
  const own = (files: Iterable<PlannedFile>): PlannedFile[] => {
    const all = [...files];
    if (site.oldFiles.size === 0) return all;
    const isLeft = ({ path }: PlannedFile): boolean => site.oldFiles.has(collisionKey(path));
    leftToOldSite.push(...all.filter(isLeft).map(({ path }) => path));
    return all.filter((file) => !isLeft(file));
  };
  const generated = claim(own(generatedFiles(context, search)));
  if (!site.settings.robots.noindex) generated.push(...claim(own(planSitemaps(site, generated))));
  const searchFiles = search && book.claim(searchFolder, { name: "search" }) ? search : null;
  const entries = isSound ? [] : entriesOf(site.model);
  const pages = claim(entries.map((entry) => new EntryFile(context, entry)));
  const redirects = claim(planRedirects(context));
  const rules = claim(planHtaccess(site, redirects, generated));
  const searched = searchFiles ? [...searchFiles.texts, ...searchFiles.others] : [];
  const others = [...redirects, ...generated, ...rules, ...searched];
  const made = new PlannedFiles(
    {
      model: site.model,
      made: book.problems.length > 0 ? pages : undefined,
      pageOf: (entry) => new EntryFile(context, entry),
    },
    others,
  );
  // If two files have the same path, plans the site again. The address book then reports the conflict.
  if (isSound && made.hasDuplicates(others.length)) return planSite(site);
  return { context, made, leftToOldSite, problems: book.problems, searchedIn: finderIn(searchFiles) };
}

/** Whether a new path of a plan (`fresh`) is forbidden, or may collide with another path of the site. */
export function hasFaultyPath(
  { theme, media, model }: Site,
  { made }: Pick<SitePlan, "made">,
  fresh: ReadonlySet<string>,
): boolean {
  if (fresh.size === 0) return false;
  const isRefused = (path: string): boolean => {
    const file = made.get(path);
    if (file?.group === "search") return false;
    return `${path}/`.startsWith(`${searchFolder}/`) || (!file?.isProgram && siteFault(path) !== null);
  };
  const assets = Array.from(theme.assets.values(), ({ path }) => path);
  const known = [...made.others.keys()].filter((path) => !fresh.has(path));
  const pages = entriesOf(model).filter(({ address }) => !fresh.has(address));
  const others = [...known, ...assets, ...media.paths(), ...media.variants.keys()].map(collisionKey);
  const addresses = pages.map(({ addressKey }) => addressKey);
  return [...fresh].some(isRefused) || mayCollide([...fresh], [others, addresses]);
}

/**
 * Not a closure inside `planSite`, because such a closure would keep all variables of `planSite` in memory.
 */
function finderIn(search: SearchPlan | null): SitePlan["searchedIn"] {
  return (path) => search?.readersOf(path) ?? [];
}

/** An address book that accepts every path, for files that are known to have no conflicts. */
const trustingBook: Pick<AddressBook, "claim" | "problems"> = { problems: [], claim: () => true };

function addressBook({ theme, media, oldFiles }: Site): AddressBook {
  const book = new AddressBook();
  for (const path of oldFiles) book.claim(path, { name: oldFilesList }, true);
  for (const { path } of theme.assets.values()) book.claim(path, { name: path });
  for (const path of media.paths()) book.claim(path, { name: path, file: path });
  for (const path of media.variants.keys()) book.claim(path, { name: path });
  return book;
}

function* generatedFiles(context: PlanContext, search: SearchPlan | null): Generator<PlannedFile> {
  yield* planFixed(context);
  yield* planLatest(context);
  yield* planParts(context);
  yield* planContents(context);
  yield* planCalendar(context);
  yield* planSeries(context);
  yield* planTerms(context);
  yield* planLists(context);
  yield* planKept(context);
  yield* planFeeds(context.site);
  yield* planVisitors(context);
  yield* planPasswords(context.site);
  yield* planSharePage(context);
  yield planOpml(context.site);
  if (search) yield search.page;
}

function claimantOf({ name, post, file = post }: PlannedFile): Claimant {
  return file === undefined ? { name } : { name, file };
}

function planContext(site: Site): PlanContext {
  const siteScope = siteScopes(site);
  const keys = new Map<string, string>();
  const themedKey: PlanContext["themedKey"] = (template, root, charset = "utf-8") => {
    const name = `${template}\n${root}\n${charset}`;
    const known = keys.get(name);
    if (known !== undefined) return known;
    const { templates, pageKey } = site;
    const shared = siteScope(root, charset).keyOf(templates.siteFields(template));
    const key = contentKey(templates.key(template), shared, pageKey);
    keys.set(name, key);
    return key;
  };
  const entryKeys = new Map<string, ThemedKey>();
  // Cached keys for `themedKeyOf`: by the kind and section of the post, then by the path to the root.
  const knownKeys = new Map<string, Map<string, string>>();
  return {
    site,
    siteScope,
    themedKey,
    entryKeys,
    themedKeyOf({ address, post }) {
      const group = post.kind === "page" ? `page\n${post.section}` : post.section;
      const inGroup = knownKeys.get(group) ?? new Map<string, string>();
      knownKeys.set(group, inGroup);
      const root = rootOf(address);
      const known = inGroup.get(root);
      if (known !== undefined) return known;
      const [template, charset] = [templateOf(site, post), charsetOf(site.settings, post.section)];
      const key = themedKey(template, root, charset);
      entryKeys.set(`${template}\n${root}\n${charset}`, { template, root, charset, key });
      inGroup.set(root, key);
      return key;
    },
  };
}
