import { posix } from "node:path";
import { offsetAt } from "#engine/blog/dates/zone-offset.ts";
import type { Moment } from "#engine/blog/posts/post.ts";
import type { PageFacts } from "./page-facts.ts";
import type { RepeatedParts } from "./repeated-parts.ts";
import type { FeedItem } from "./site-feed.ts";
import { dateInAddress, type FoundDate, machineDate } from "./written-dates.ts";

/** Number of lines that are searched for a date, both at the start and at the end of a post. */
const partsWithDate = 6;

/** Returns the date in the first or last lines of a page. Lines that the template repeats do not count. */
export function dateInPage(facts: PageFacts, repeated: RepeatedParts): FoundDate | null {
  if (facts.dated.length === 0) return null;
  const folder = posix.dirname(facts.address);
  const own = facts.partKeys.flatMap((key, at) => (repeated.has(folder, key) ? [] : [at]));
  const near = new Set([...own.slice(0, partsWithDate), ...own.slice(-partsWithDate)]);
  const found = facts.dated.find(({ key, at }) => (at === null ? !repeated.has(folder, key) : near.has(at)));
  return found?.date ?? null;
}

interface PageDates {
  readonly date: Moment | null;
  readonly isOdd: boolean;
  readonly updated: Moment | null;
}

/**
 * Returns the dates of a post.
 * Prefers machine-readable dates. Otherwise uses the date in the address, or else the date in the text.
 */
export function datesOf(
  facts: PageFacts,
  items: readonly FeedItem[],
  inText: FoundDate | null,
  zone: string,
): PageDates {
  const sure = [
    ...items.map(({ published, updated }) => machineDate(published || updated, zone)),
    machineDate(facts.data.published, zone),
    facts.timed,
  ].map((date) => inZone(date, zone));
  const stated = sure.filter((date) => date !== null).sort((one, other) => other.time - one.time);
  const given = inZone(machineDate(items[0]?.updated || facts.data.updated, zone), zone);
  const own = sure.find((date) => date !== null) ?? null;
  // If several feed items describe the page, uses the latest date of all.
  const first = items.length > 1 ? (stated[0] ?? own) : own;
  const updated = given && first && given.time > first.time ? given : null;
  if (first) return { date: first, isOdd: false, updated };
  const inAddress = dateInAddress(facts.address, zone);
  if (inAddress?.hasDay) {
    // If the text and the address give the same day, uses the date in the text if it has a time.
    // Otherwise uses the date in the address.
    const isSameDay = inText?.date.hasTime && Math.abs(inText.date.time - inAddress.date.time) < 86_400_000;
    return { date: isSameDay ? inText.date : inAddress.date, isOdd: inAddress.isOdd && !inText, updated };
  }
  const best = inText ?? inAddress;
  return { date: best?.date ?? null, isOdd: best?.isOdd ?? false, updated };
}

/**
 * If a date is in UTC, returns the date with the offset of the site's time zone,
 * because many programs write times in UTC, especially in feeds, but posts show the author's local time.
 */
function inZone(date: Moment | null, zone: string): Moment | null {
  if (date === null || !date.hasTime || date.offsetMinutes !== 0) return date;
  return { ...date, offsetMinutes: offsetAt(date.time, zone) };
}
