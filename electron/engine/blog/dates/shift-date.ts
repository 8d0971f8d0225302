import { frontMatterText, parseMoment } from "./moment.ts";

const minute = 60_000;
/** Matches a date with the separators that its author wrote. */
const written = /^(\d{4})(\D)(\d{1,2})(\D)(\d{1,2})(日?)(?:(\s+|[Tt])(\d{1,2}):(\d{2})(?::(\d{2}))?)?(.*)$/su;

/**
 * Moves a date, as it is written in front matter, by a number of minutes.
 * Keeps the form of the date, its offset and its fractions of a second.
 * Returns null if the text is not a date.
 */
export function shiftDateText(text: string, minutes: number, zone: string): string | null {
  const moment = parseMoment(text, zone);
  if (!moment) return null;
  const wall = moment.time + moment.offsetMinutes * minute + minutes * minute;
  const match = written.exec(text);
  if (!match) return frontMatterText({ ...moment, time: moment.time + minutes * minute });
  const [, , first, month = "", second, day = "", mark, space, hour, , seconds, rest = ""] = match;
  const isPadded = ![month, day, hour].some((digits) => digits?.length === 1);
  const two = (value: number, padded = isPadded): string => String(value).padStart(padded ? 2 : 1, "0");
  const at = new Date(wall);
  const date = `${at.getUTCFullYear()}${first}${two(at.getUTCMonth() + 1)}${second}${two(at.getUTCDate())}${mark}`;
  const needsTime = space !== undefined || minutes % (24 * 60) !== 0;
  if (!needsTime) return date + rest;
  const end = seconds === undefined ? "" : `:${two(at.getUTCSeconds(), true)}`;
  return `${date}${space ?? " "}${two(at.getUTCHours())}:${two(at.getUTCMinutes(), true)}${end}${rest}`;
}
