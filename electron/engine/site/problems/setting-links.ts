import type { Problem } from "#contract/errors.ts";
import { settingsFile } from "#engine/blog/settings/load-settings.ts";
import type { Site } from "../model/site.ts";
import type { SitePlan } from "../pages/site-plan.ts";
import { missingPageFinder } from "./missing-pages.ts";

/** Represents `blog.yaml`, so that its links are checked like the links in a post. */
const settings = { address: "", url: "", post: { path: settingsFile } };

/**
 * Returns a problem for each link in the settings whose target is missing.
 * In each problem, `values.key` is the name of the setting.
 */
export function findSettingLinkProblems(site: Site, plan: Pick<SitePlan, "made">): Problem[] {
  const findMissingPages = missingPageFinder(site, plan);
  return linksBySetting(site).flatMap(([key, hrefs]) =>
    hrefs.flatMap((target) => {
      const isDead =
        site.resolveSiteLink(target, "").dead ||
        findMissingPages(settings, [{ href: target, line: 1 }]).length > 0;
      if (!isDead) return [];
      const values = { path: settingsFile, target, key };
      return [{ code: "link.dead", severity: "warning", file: settingsFile, values } satisfies Problem];
    }),
  );
}

function linksBySetting(site: Site): (readonly [key: string, hrefs: readonly string[]])[] {
  const { icon, logo, shareImage, links, menu, header, footer, notices } = site.settings;
  const pictures = { icon, "logo.picture": logo?.picture, "logo.dark": logo?.dark, shareImage };
  return [
    ...Object.entries(pictures).map(([key, path]) => [key, path === undefined ? [] : [path]] as const),
    ...menu.flatMap(({ url, items = [] }, at) => [
      [`menu.${at}.url`, url === undefined ? [] : [url]] as const,
      ...items.map((item, below) => [`menu.${at}.items.${below}.url`, [item.url]] as const),
    ]),
    ...links.map(({ url }, at) => [`links.${at}.url`, [url]] as const),
    ["header", site.linksOfSiteText(header)],
    ...footer.map((text, at) => [`footer.${at}`, site.linksOfSiteText(text)] as const),
    ...notices.map(({ text }, at) => [`notices.${at}.text`, site.linksOfSiteText(text)] as const),
  ];
}
