import type { Problem } from "#contract/errors.ts";
import { settingsFile } from "#engine/blog/settings/load-settings.ts";
import { completeAddress, isValidAddress, needsServerRule, pageFault } from "../addresses/addresses.ts";
import { oldFilesList } from "../addresses/old-files.ts";
import { findAnchorProblems } from "./anchor-problems.ts";
import type { PageLink } from "../articles/article.ts";
import { leadsOutside, resolveLink } from "../articles/link-targets.ts";
import { findDuplicateGuids } from "../addresses/guid.ts";
import { missingPageFinder } from "./missing-pages.ts";
import { findSettingLinkProblems } from "./setting-links.ts";
import { templateProblems } from "../pages/post-template.ts";
import { undrawablePosts } from "../session/share-cards.ts";
import { protectedSections } from "../entries/protected-sections.ts";
import type { Site } from "../model/site.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import type { SitePlan } from "../pages/site-plan.ts";

type Pages = Pick<SitePlan, "made">;

/** Finds all problems of a site and its texts, except those that were found when the posts were read. */
export function findSiteProblems(site: Site, plan: SitePlan): Problem[] {
  const aliases: Problem[] = [];
  const covers: Problem[] = [];
  for (const entry of site.model.entries) {
    covers.push(...missingCover(site, entry));
    if (entry.post.aliases.length > 0)
      aliases.push(...invalidAliases(entry, site.settings.redirects.htaccess));
  }
  return [
    ...site.themeOptions.problems,
    ...templateProblems(site),
    ...withheldFiles(site),
    ...site.model.problems,
    ...plan.problems,
    ...findSettingLinkProblems(site, plan),
    ...unreadRobots(site),
    ...leftToOldSite(plan),
    ...protectionProblems(site),
    ...findDuplicateGuids(posts(site)),
    ...repeatedLanguages(site),
    ...undrawnPictures(site),
    ...aliases,
    ...covers,
    ...findTextProblems(site, plan, site.model.entries),
  ];
}

/** Finds the problems of the given entries' texts and of their links. */
export function findTextProblems(site: Site, plan: Pages, entries: Iterable<SiteEntry>): Problem[] {
  const texts: Problem[] = [];
  const linking: [SiteEntry, readonly PageLink[]][] = [];
  for (const entry of entries) {
    const { problems, pageLinks } = site.remarksOf(entry);
    if (problems.length > 0) texts.push(...problems);
    if (pageLinks.length > 0) linking.push([entry, pageLinks]);
  }
  return [...texts, ...findLinkProblems(site, plan, linking)];
}

/** Returns a problem for each given link that leads to a missing page or anchor. */
export function findLinkProblems(
  site: Site,
  plan: Pages,
  texts: readonly (readonly [SiteEntry, readonly PageLink[]])[],
): Problem[] {
  const findMissingPages = missingPageFinder(site, plan);
  return texts.flatMap(([entry, links]) => [
    ...findMissingPages(entry, links),
    ...findAnchorProblems(site, entry, links),
  ]);
}

function withheldFiles({ media, theme }: Site): Problem[] {
  return [
    ...media.problems,
    ...media.withheld.map(({ path, code }): Problem => {
      return { code, severity: "warning", file: path, values: { path } };
    }),
    ...theme.withheld.map((name): Problem => {
      const path = `theme/${name}`;
      return { code: "theme.serverFile", severity: "warning", file: path, values: { path } };
    }),
  ];
}

/** Reports a robots.txt in a subfolder, because crawlers read only the file at the top of a host. */
function unreadRobots({ baseUrl, settings: { robots } }: Site): Problem[] {
  const { origin, pathname } = new URL(baseUrl);
  if (pathname === "/" || robots.disallow.length === 0) return [];
  const values = { key: "robots.disallow", url: `${baseUrl}robots.txt`, read: `${origin}/robots.txt` };
  return [{ code: "robots.unread", severity: "warning", file: settingsFile, values }];
}

/** Warns of generated files whose paths are taken by files of the old site. */
function leftToOldSite({ leftToOldSite: paths }: SitePlan): Problem[] {
  if (paths.length === 0) return [];
  const shown = paths.slice(0, 10).join(", ") + (paths.length > 10 ? ", …" : "");
  const values = { paths: shown, count: paths.length };
  return [{ code: "oldFiles.stay", severity: "warning", file: oldFilesList, values }];
}

/** Matches hashes in the formats `apr1` and bcrypt, which every Apache server understands. */
const hashPattern = /^\$(?:apr1\$[./0-9A-Za-z]{1,8}\$[./0-9A-Za-z]{22}|2y\$\d\d\$[./0-9A-Za-z]{53})$/;

/**
 * Reports sections with a password that the host cannot protect.
 * Also reports pages outside the protected folder of their section.
 */
function protectionProblems({ model, settings, protection, isPreview }: Site): Problem[] {
  return protectedSections(settings).flatMap((name): Problem[] => {
    const values = { section: settings.sections[name]?.title ?? name };
    const shared = { file: settingsFile, values: { ...values, key: `sections.${name}.path` } } as const;
    const folder = settings.sections[name]?.path.normalize("NFC") ?? "";
    const hash = settings.sections[name]?.password?.hash ?? "";
    if (!hashPattern.test(hash)) return [{ code: "section.noPassword", severity: "error", ...shared }];
    if (!isValidAddress(folder)) return [{ code: "section.noFolder", severity: "error", ...shared }];
    if (protection === undefined && !isPreview) {
      return [{ code: "section.notProtected", severity: "warning", ...shared }];
    }
    return model.entries
      .filter(({ post, address }) => post.section === name && !address.startsWith(`${folder}/`))
      .map(({ post: { path }, address }) => ({
        code: "section.outside",
        severity: "error",
        file: path,
        values: { ...values, path, address, folder },
      }));
  });
}

function* posts(site: Site): Generator<SiteEntry["post"]> {
  for (const { post } of site.model.entries) if (post.guid !== null) yield post;
}

/** Reports several translations of the same text into the same language. */
function repeatedLanguages({ model, settings }: Site): Problem[] {
  return [...new Set(model.translations.values())].flatMap((versions) => {
    const paths = new Map<string, string>();
    return versions.flatMap(({ post }): Problem[] => {
      const language = post.language ?? settings.language;
      const other = paths.get(language);
      if (other === undefined) paths.set(language, post.path);
      if (other === undefined) return [];
      const values = { path: post.path, other, language };
      return [{ code: "translation.sameLanguage", severity: "warning", file: post.path, values }];
    });
  });
}

/** Maximum number of titles, and of characters, in a problem about share pictures. */
const most = { titles: 5, characters: 20 } as const;

/** Reports the posts whose share pictures cannot be drawn. */
function undrawnPictures(site: Site): Problem[] {
  const posts = undrawablePosts(site);
  if (posts.length === 0) return [];
  const characters = [...new Set(posts.flatMap(({ lacking }) => lacking))];
  const titles = posts.map(({ title }) => title);
  const values = {
    key: "show.sharePictures",
    count: posts.length,
    titles: titles.slice(0, most.titles).join(", ") + (titles.length > most.titles ? ", …" : ""),
    characters:
      characters.slice(0, most.characters).join(" ") + (characters.length > most.characters ? " …" : ""),
  };
  return [{ code: "sharePicture.lacksCharacters", severity: "warning", file: settingsFile, values }];
}

/** Reports an entry's cover that is not a file of the blog's media. Does not check covers on other sites. */
function missingCover(site: Site, { address, post }: SiteEntry): Problem[] {
  const { path, properties } = post;
  const { cover } = properties;
  if (cover === undefined || leadsOutside(cover)) return [];
  if (resolveLink(cover, { path, address, root: "" }, site).media) return [];
  return [{ code: "image.missing", severity: "warning", file: path, values: { path, target: cover } }];
}

/**
 * Reports an entry's aliases at which no page is possible, such as `/?p=12` or `guest.php`.
 * If `hasRules` is true, omits the aliases that rules in the site's `.htaccess` can redirect.
 */
function invalidAliases({ post: { path, aliases } }: SiteEntry, hasRules: boolean): Problem[] {
  return aliases
    .filter((address) => pageFault(completeAddress(address)) !== null)
    .filter((address) => !hasRules || !needsServerRule(address.trim()))
    .map((address) => {
      return { code: "address.noRedirect", severity: "warning", file: path, values: { path, address } };
    });
}
