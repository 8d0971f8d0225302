import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { parseEnd, parseMoment } from "#engine/blog/dates/moment.ts";
import type { Site } from "../model/site.ts";

/** A notice as templates see it. `stamp` is its date and time; "" if the notice has none. */
export interface NoticeScope {
  readonly html: string;
  readonly stamp: string;
}

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

/** Returns the notices that have not expired. A notice with an unreadable `until` does not expire. */
export function shownNotices(
  { notices, timeZone }: Pick<BlogSettings, "notices" | "timeZone">,
  now: number,
): BlogSettings["notices"] {
  return notices.filter(({ until }) => {
    const end = until === undefined ? null : parseEnd(until, timeZone);
    return end === null || end > now;
  });
}

/** Removes the `<p>` around a single paragraph, so that the notice's date can follow on the last line. */
export function withoutParagraph(html: string): string {
  const inside = /^<p>([\s\S]*)<\/p>\s*$/.exec(html)?.[1];
  return inside === undefined || inside.includes("<p>") ? html : inside;
}
