import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { parseMoment } from "#engine/blog/dates/moment.ts";
import type { Site } from "../model/site.ts";

/** A notice as templates see it; the stamp is "" without a time. */
export interface NoticeScope {
  readonly html: string;
  readonly stamp: string;
}

/** Returns the current notices for pages with that root, each with its stamp. */
export function noticeScopes(site: Site, root: string): NoticeScope[] {
  const { settings } = site;
  return shownNotices(settings, site.now).map(({ text, at }) => {
    const moment = at === undefined ? null : parseMoment(at, settings.timeZone);
    return {
      html: withoutParagraph(site.renderSiteText(text, root)),
      stamp: moment ? site.dates.stamp(moment) : "",
    };
  });
}

/** Returns the notices that have not expired; an unreadable time counts as none. */
export function shownNotices(
  { notices, timeZone }: Pick<BlogSettings, "notices" | "timeZone">,
  now: number,
): BlogSettings["notices"] {
  return notices.filter(({ until }) => {
    const end = until === undefined ? null : parseMoment(until, timeZone);
    return !end || end.time > now;
  });
}

/** Unwraps a text of a single paragraph, so that a stamp fits on its last line. */
export function withoutParagraph(html: string): string {
  const inside = /^<p>([\s\S]*)<\/p>\s*$/.exec(html)?.[1];
  return inside === undefined || inside.includes("<p>") ? html : inside;
}
