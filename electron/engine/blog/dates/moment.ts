import { dateInFormOf } from "#contract/text/written-date.ts";
import { fillTokens } from "./moment-tokens.ts";
import type { Moment } from "../posts/post.ts";
import { offsetAt, offsetOfWall, zoneNameAt } from "./zone-offset.ts";

const written =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:(?:[Tt]|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|UTC|[+-]\d{1,2}(?::?\d{2})?)?$/i;
/** Maximum length of a written date. A longer text is not parsed. */
const longest = 200;
const minute = 60_000;
const day = 86_400_000;

/**
 * Parses a date in the notations of people and of other site generators. Returns null for other texts.
 * Examples: `2022/5/6 0:00`, `2022年5月6日 0:00:00`, `2022-05-06T00:00:00.000Z`, `2022-05-06 00:00:00 +0900`.
 * A date without an offset is a local time in the IANA time zone `zone`, not in this computer's zone.
 */
export function parseMoment(text: string, zone: string): Moment | null {
  const match = text.length > longest ? null : written.exec(plainDigits(text));
  if (!match) return null;
  const [, year, month, day, hour, min, second, offset] = match;
  const fields = [year, month, day, hour ?? "0", min ?? "0", second ?? "0"].map(Number);
  const wall = wallOf(fields);
  if (wall === null) return null;
  const offsetMinutes = offset === undefined ? offsetOfWall(wall, zone) : minutesOf(offset);
  const time = wall - offsetMinutes * minute;
  // If clocks skip the written time, `offsetMinutes` is the offset before the skip. `time` is after it.
  const shown = offset === undefined ? offsetAt(time, zone) : offsetMinutes;
  return { time, offsetMinutes: shown, hasTime: hour !== undefined };
}

/** Returns the time at which a date ends. A date without a time of day ends when its day ends. */
export function parseEnd(text: string, zone: string): number | null {
  const moment = parseMoment(text, zone);
  if (!moment || moment.hasTime) return moment?.time ?? null;
  const nextDay = moment.time + moment.offsetMinutes * minute + day;
  const isInZone = offsetAt(moment.time, zone) === moment.offsetMinutes;
  return nextDay - (isInZone ? offsetOfWall(nextDay, zone) : moment.offsetMinutes) * minute;
}

/** Returns the instant `time` together with its UTC offset in the time zone `zone`. */
export function momentAt(time: number, zone: string): Moment {
  return { time, offsetMinutes: offsetAt(time, zone), hasTime: true };
}

/**
 * Adds minutes to the text of a date in front matter.
 * Keeps the form of the date, its offset and its fractions of a second.
 * Returns null if the text is not a date.
 */
export function shiftDateText(text: string, minutes: number, zone: string): string | null {
  const moment = parseMoment(text, zone);
  if (!moment) return null;
  const time = moment.time + minutes * minute;
  const wall = new Date(time + moment.offsetMinutes * minute);
  const hasTime = moment.hasTime || (minutes * minute) % day !== 0;
  return dateInFormOf(text, wall, hasTime) ?? frontMatterText({ ...moment, time });
}

/**
 * Formats a date by a pattern of `{tokens}`. Shows the local time and the offset that the author wrote.
 * Number tokens: `yyyy yy MM M _M dd d _d HH H _H hh h _h mm ss`. `_` pads with a space.
 * Word tokens: `MMM MMMM`, `E` 金, `EEEE` 金曜日, `a` 午前, `era eraName eraYear` 令和4年, `eraShort` R4, `z` JST.
 * `{H25}` shows 1:00 at night as 25:00 of the previous day.
 */
export function formatMoment(moment: Moment, pattern: string, language: string, zone: string): string {
  const { time, offsetMinutes } = moment;
  const zoneName = (): string => {
    if (offsetAt(time, zone) === offsetMinutes) return zoneNameAt(time, zone, language);
    return `GMT${offsetText(offsetMinutes, ":")}`;
  };
  return fillTokens(pattern, { wall: wallText(moment), language, zoneName });
}

/** Formats a date as `2022-05-06T00:00:00+09:00` (RFC 3339), with the date's own offset. */
export function toIso(moment: Moment): string {
  return `${wallText(moment)}${offsetText(moment.offsetMinutes, ":")}`;
}

/** Formats a date as `Fri, 06 May 2022 00:00:00 +0900`: RFC 822 with a four-digit year, as RSS requires. */
export function toRfc822(moment: Moment): string {
  const date = new Date(moment.time + moment.offsetMinutes * minute);
  return date.toUTCString().replace("GMT", offsetText(moment.offsetMinutes, ""));
}

/** Returns the local time of a date, as `2022-05-06T00:00:00`. */
export function wallText(moment: Moment): string {
  return new Date(moment.time + moment.offsetMinutes * minute).toISOString().slice(0, 19);
}

/** Formats a date as in front matter: `2022-05-06 00:00:00`. */
export function frontMatterText(moment: Moment): string {
  return wallText(moment).replace("T", " ");
}

const isPlain = /^[ -~]*$/;

function plainDigits(text: string): string {
  // Skips NFKC for ASCII: NFKC does not change ASCII, and most texts are ASCII.
  if (isPlain.test(text)) return text.trim();
  return text
    .normalize("NFKC")
    .trim()
    .replace(/^(\d+)\s*年\s*(\d+)\s*月\s*(\d+)\s*日/, "$1-$2-$3");
}

/** The first accepted year. Earlier years count as missing dates, because Go and Hugo write `0001-01-01`. */
const firstYear = 1000;

/**
 * Converts a local time to milliseconds since the epoch, as if the local time were UTC.
 * Returns null for a date such as 30 February.
 */
function wallOf(fields: readonly number[]): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, min = 0, second = 0] = fields;
  if (year < firstYear) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, min, second);
  const exact =
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === min &&
    date.getUTCSeconds() === second;
  return exact ? date.getTime() : null;
}

function minutesOf(offset: string): number {
  const match = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(offset);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === "-" ? -minutes : minutes;
}

function offsetText(minutes: number, separator: string): string {
  const size = Math.abs(minutes);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}${separator}${two(size % 60)}`;
}
