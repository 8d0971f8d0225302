import { fillTokens } from "./moment-tokens.ts";
import type { Moment } from "../posts/post.ts";
import { offsetAt, offsetOfWall, zoneNameAt } from "./zone-offset.ts";

const written =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:(?:[Tt]|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|UTC|[+-]\d{1,2}(?::?\d{2})?)?$/i;
/** Longer than any date that is written with all that may stand in it. */
const longest = 200;
const minute = 60_000;

/**
 * Reads a date as people and other generators write it: `2022-05-06`, `2022/5/6 0:00`, `2022年5月6日 0:00:00`,
 * `2022-05-06T00:00:00.000Z`, `2022-05-06 00:00:00 +0900`. Without an offset it is a time in `zone` (IANA), by the rule of
 * `offsetOfWall` where clocks change; the zone of this computer never matters. Null when it is no date.
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
  // In a gap the clock shows another offset than the one that was counted with
  const shown = offset === undefined ? offsetAt(time, zone) : offsetMinutes;
  return { time, offsetMinutes: shown, hasTime: hour !== undefined };
}

/** An instant as a moment in the blog's zone. */
export function momentAt(time: number, zone: string): Moment {
  return { time, offsetMinutes: offsetAt(time, zone), hasTime: true };
}

/**
 * Writes a moment by a pattern: `{yyyy} {yy} {MM} {M} {_M} {MMM} {MMMM} {dd} {d} {_d} {HH} {H} {_H} {hh} {h} {_h} {mm}
 * {ss}`, `{E}` 金 or Fri, `{EEEE}` 金曜日, `{a}` 午前 or AM, `{era}` 令和4年 (of `{eraName}` and `{eraYear}`),
 * `{eraShort}` R4, `{H25}` 25 for one o'clock in the night of the day before, `{z}` JST; `_` pads with a space. The digits
 * are those that the author wrote: a date with an offset of its own is never moved to another day. `zone` only names the
 * zone.
 */
export function formatMoment(moment: Moment, pattern: string, language: string, zone: string): string {
  const { time, offsetMinutes } = moment;
  const zoneName = (): string => {
    if (offsetAt(time, zone) === offsetMinutes) return zoneNameAt(time, zone, language);
    return `GMT${offsetText(offsetMinutes, ":")}`;
  };
  return fillTokens(pattern, { wall: wallText(moment), language, zoneName });
}

/** `2022-05-06T00:00:00+09:00` (RFC 3339), with the offset that was written. */
export function toIso(moment: Moment): string {
  return `${wallText(moment)}${offsetText(moment.offsetMinutes, ":")}`;
}

/** `Fri, 06 May 2022 00:00:00 +0900` (RFC 822 with a year of four digits, as RSS wants it). */
export function toRfc822(moment: Moment): string {
  const date = new Date(moment.time + moment.offsetMinutes * minute);
  return date.toUTCString().replace("GMT", offsetText(moment.offsetMinutes, ""));
}

/** What the clock showed at the moment: `2022-05-06T00:00:00`. */
export function wallText(moment: Moment): string {
  return new Date(moment.time + moment.offsetMinutes * minute).toISOString().slice(0, 19);
}

/** As it is written into front matter: `2022-05-06 00:00:00`. */
export function frontMatterText(moment: Moment): string {
  return wallText(moment).replace("T", " ");
}

const isPlain = /^[ -~]*$/;

function plainDigits(text: string): string {
  // Most are: nothing in them has another form
  if (isPlain.test(text)) return text.trim();
  return text
    .normalize("NFKC")
    .trim()
    .replace(/^(\d+)\s*年\s*(\d+)\s*月\s*(\d+)\s*日/, "$1-$2-$3");
}

/** `0001-01-01` is how Go, and so Hugo, writes that there is no date. */
const firstYear = 1000;

/** Milliseconds of the fields taken as UTC; null for the 30th of February and the like. */
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
