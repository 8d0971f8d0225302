import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { engineVersion } from "#engine/base/engine-version.ts";
import { momentAt, toIso } from "#engine/blog/dates/moment.ts";
import { type LinkContext, linkContextKey } from "../articles/article-lookups.ts";
import { calendarTemplate } from "../template-data/calendar-scope.ts";
import { shownNotices } from "../template-data/notices.ts";
import { pictureOf } from "../media/blog-pictures.ts";
import { sharedHeadKey } from "../template-data/shared-head.ts";
import { sharePart } from "../template-data/include-directives.ts";
import { hasFormTemplate } from "../theme/theme.ts";
import type { MediaLibrary } from "../media/media-library.ts";
import { contentKey } from "#engine/base/content-key.ts";
import type { IncludeMode, Site, SiteInput, ThemeContext } from "../model/site.ts";
import type { PreviewOptions } from "../entries/site-entries.ts";

/**
 * Returns how pages include the shared parts of the theme: for example, by a `script`.
 * In the preview, pages contain the theme's parts themselves, because the preview runs no server-side code.
 */
export function includeOf(
  { settings, include = "script" }: SiteInput,
  preview: PreviewOptions | null,
): IncludeMode {
  if (preview) return "none";
  return settings.parts.include === "auto" ? include : settings.parts.include;
}

interface KeyedSite {
  readonly key: string;
  readonly themeContext: ThemeContext;
  readonly linkContext: LinkContext;
  readonly site: Pick<Site, "blogId" | "theme">;
}

/** Returns a hash of all inputs of a site except texts. Hashes of different runs can be compared. */
export function siteKeyOf({ key, themeContext, linkContext, site }: KeyedSite, entriesKey: string): string {
  const { blogId, theme } = site;
  return contentKey(
    engineVersion,
    blogId,
    key,
    theme.key,
    themeContext.settings,
    linkContextKey(linkContext),
    entriesKey,
  );
}

/**
 * Returns a key that changes with the base URL, the share picture and each setting that a page can depend on.
 * The key also changes when the heads of all pages link to other feeds or to another style sheet.
 * Omits settings that templates see only through `site`, because the key of `site` covers them.
 */
export function pageKeyOf(
  { settings, theme, themeOptions }: ThemeContext,
  media: MediaLibrary,
  { blogId, baseUrl, oldFiles, include }: Pick<Site, "blogId" | "baseUrl" | "oldFiles" | "include">,
): string {
  const {
    author: { fediverse, email },
    notices: _notices,
    header: _header,
    footer: _footer,
    links: _links,
    menu: _menu,
    icon: _icon,
    logo: _logo,
    counter: _counter,
    feedback: _feedback,
    copyright: _copyright,
    images: _images,
    share,
    targets: _targets,
    schedule: _schedule,
    redirects: _redirects,
    themeOptions: _themeOptions,
    defaultTarget: _defaultTarget,
    robots: { noindex },
    ...rest
  } = settings;
  const own = {
    noindex,
    fediverse,
    email: settings.show.replyByMail ? email : undefined,
    share: hasOwnShareLinks(theme) ? share : undefined,
  };
  const hasForms = hasFormTemplate(theme);
  const shared = pictureOf(settings.shareImage, media.files);
  return contentKey(
    engineVersion,
    blogId,
    baseUrl,
    [...theme.dateFormats],
    rest,
    own,
    hasForms,
    theme.templates.has(calendarTemplate),
    sharedHeadKey({ settings, theme, themeOptions, include, oldFiles }),
    shared ? [shared.path, media.dimensionsOf(shared)] : null,
  );
}

/** Whether a template reads `site.share` itself, instead of including the theme's part `share`. */
function hasOwnShareLinks({ templates }: Pick<ThemeContext["theme"], "templates">): boolean {
  return [...templates].some(
    ([path, text]) =>
      path !== `templates/parts/${sharePart}.liquid` && /(?<!\bparts)\.share\b|\[\s*["']share["']/.test(text),
  );
}

/** Returns a key that changes with the values that depend on the time: the year and the shown notices. */
export function timeKey(settings: BlogSettings, now: number): string {
  const year = toIso(momentAt(now, settings.timeZone)).slice(0, 4);
  const shown = new Set(shownNotices(settings, now));
  return `${year} ${settings.notices.map((notice) => (shown.has(notice) ? 1 : 0)).join("")}`;
}
