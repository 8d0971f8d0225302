import { fillTokens } from "./moment-tokens.ts";
import type { Moment } from "../posts/post.ts";
import { offsetAt, offsetOfWall, zoneNameAt } from "./zone-offset.ts";

const written =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:(?:[Tt]|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|UTC|[+-]\d{1,2}(?::?\d{2})?)?$/i;
/** Longer than any date in a supported form. */
const longest = 200;
const minute = 60_000;

/**
 * Parses a date in the forms of people and other generators: `2022-05-06`, `2022/5/6 0:00`, `2022年5月6日
 * 0:00:00`, `2022-05-06T00:00:00.000Z`, `2022-05-06 00:00:00 +0900`. Without an offset it is a time in `zone`
 * (IANA), by the rule of `offsetOfWall` at clock changes; this computer's zone is never used. Returns null if
 * it is not a date.
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
  // In a gap (clocks set forward) the resulting time has another offset than the one used above
  const shown = offset === undefined ? offsetAt(time, zone) : offsetMinutes;
  return { time, offsetMinutes: shown, hasTime: hour !== undefined };
}

/** Converts an instant to a moment in the blog's zone. */
export function momentAt(time: number, zone: string): Moment {
  return { time, offsetMinutes: offsetAt(time, zone), hasTime: true };
}

/**
 * Formats a moment by a pattern: `{yyyy} {yy} {MM} {M} {_M} {MMM} {MMMM} {dd} {d} {_d} {HH} {H} {_H} {hh} {h}
 * {_h} {mm} {ss}`, `{E}` 金 or Fri, `{EEEE}` 金曜日, `{a}` 午前 or AM, `{era}` 令和4年 (of `{eraName}` and
 * `{eraYear}`), `{eraShort}` R4, `{H25}` 25 for one o'clock at night, with the date of the day before, `{z}`
 * JST; `_` pads with a space. The digits are the author's: a date with its own offset is never moved to
 * another day. `zone` is only used for its name.
 */
export function formatMoment(moment: Moment, pattern: string, language: string, zone: string): string {
  const { time, offsetMinutes } = moment;
  const zoneName = (): string => {
    if (offsetAt(time, zone) === offsetMinutes) return zoneNameAt(time, zone, language);
    return `GMT${offsetText(offsetMinutes, ":")}`;
  };
  return fillTokens(pattern, { wall: wallText(moment), language, zoneName });
}

/** Formats `2022-05-06T00:00:00+09:00` (RFC 3339), with the original offset. */
export function toIso(moment: Moment): string {
  return `${wallText(moment)}${offsetText(moment.offsetMinutes, ":")}`;
}

/** Formats `Fri, 06 May 2022 00:00:00 +0900` (RFC 822 with a four-digit year, as RSS requires). */
export function toRfc822(moment: Moment): string {
  const date = new Date(moment.time + moment.offsetMinutes * minute);
  return date.toUTCString().replace("GMT", offsetText(moment.offsetMinutes, ""));
}

/** Returns the local time of the moment: `2022-05-06T00:00:00`. */
export function wallText(moment: Moment): string {
  return new Date(moment.time + moment.offsetMinutes * minute).toISOString().slice(0, 19);
}

/** Formats a moment for front matter: `2022-05-06 00:00:00`. */
export function frontMatterText(moment: Moment): string {
  return wallText(moment).replace("T", " ");
}

const isPlain = /^[ -~]*$/;

function plainDigits(text: string): string {
  // Most texts are ASCII, which NFKC does not change
  if (isPlain.test(text)) return text.trim();
  return text
    .normalize("NFKC")
    .trim()
    .replace(/^(\d+)\s*年\s*(\d+)\s*月\s*(\d+)\s*日/, "$1-$2-$3");
}

/** Go, and so Hugo, writes `0001-01-01` for a missing date. */
const firstYear = 1000;

/** Returns the milliseconds of the fields taken as UTC; null for invalid dates such as 30 February. */
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
