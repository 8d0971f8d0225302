import { parseMoment } from "#engine/blog/dates/moment.ts";
import type { Moment } from "#engine/blog/posts/post.ts";

/** A date that was found in a text or an address. */
export interface FoundDate {
  readonly date: Moment;
  /** Whether the date has an unusual form, such as a year of two digits or no day. */
  readonly isOdd: boolean;
}

/** A date in a text, and the text around the date. */
export interface DateInText extends FoundDate {
  /** The text without the date, the weekday and the time. */
  readonly rest: string;
}

const weekday =
  "(?:\\s*[(（\\[]?\\s*(?:[日月火水木金土](?:曜日?)?|(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat)[a-z]*\\.?)\\s*[)）\\]]?)?";
const clock =
  "(?:[\\sT,]*(?:at\\s+)?(午前|午後|AM\\s|PM\\s)?\\s*(\\d{1,2})\\s*(?::|時)\\s*(\\d{2})(?:\\s*(?::|分)\\s*(\\d{2})?秒?)?\\s*([AaPp]\\.?[Mm]\\.?)?\\s*(Z|[+-]\\d\\d:?\\d\\d)?)?";

const months = "january february march april may june july august september october november december".split(
  " ",
);
const monthName =
  "(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?";

/** For each Japanese era, the year before its first year: 平成26年 is 1988 + 26. */
const eras: Readonly<Record<string, number>> = {
  昭和: 1925,
  平成: 1988,
  令和: 2018,
  S: 1925,
  H: 1988,
  R: 2018,
};

interface DateForm {
  readonly pattern: RegExp;
  /** Returns year, month and day of a match. */
  fields(match: readonly (string | undefined)[]): readonly [number, number, number];
  readonly isOdd?: boolean;
}

/** Forms of dates. A weekday and a time of day can follow each date. */
const forms: readonly DateForm[] = [
  {
    pattern: form(
      "(?<!\\d)((?:19|20)\\d\\d)\\s*([年/.-])\\s*(\\d{1,2})\\s*(?:月|\\2)\\s*(\\d{1,2})(?!\\d)\\s*日?",
    ),
    fields: ([, year, , month, day]) => [Number(year), Number(month), Number(day)],
  },
  {
    pattern: form(
      "(昭和|平成|令和|(?<![A-Za-z])[SHR])\\s*(\\d{1,2}|元)\\s*年\\s*(\\d{1,2})\\s*月\\s*(\\d{1,2})\\s*日",
    ),
    fields: ([, era = "", year, month, day]) => [
      (eras[era] ?? 0) + (year === "元" ? 1 : Number(year)),
      Number(month),
      Number(day),
    ],
  },
  {
    pattern: form("(?<!\\d)'?(\\d\\d)\\s*年\\s*(\\d{1,2})\\s*月\\s*(\\d{1,2})\\s*日"),
    fields: ([, year, month, day]) => [fullYear(Number(year)), Number(month), Number(day)],
    isOdd: true,
  },
  {
    pattern: form(`\\b${monthName}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+((?:19|20)\\d\\d)\\b`, "i"),
    fields: ([, month = "", day, year]) => [Number(year), monthOf(month), Number(day)],
  },
  {
    pattern: form(`(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)?\\s+${monthName},?\\s+((?:19|20)\\d\\d)\\b`, "i"),
    fields: ([, day, month = "", year]) => [Number(year), monthOf(month), Number(day)],
  },
];

function form(date: string, flags = ""): RegExp {
  return new RegExp(`${date}${weekday}${clock}`, flags);
}

/** Maximum number of characters of a text that are searched for a date. */
const longestText = 400;

/** Finds the first date in a text: `2014年5月3日(土) 12:34`, `平成26年5月3日`, `May 3, 2014`. */
export function dateInText(written: string, zone: string): DateInText | null {
  const text = written.slice(0, longestText).normalize("NFKC");
  for (const { pattern, fields, isOdd = false } of forms) {
    const match = pattern.exec(text);
    if (!match) continue;
    const [year, month, day] = fields(match);
    const [before, hour, minute, second, after, offset] = match.slice(-6);
    const time = hour === undefined ? "" : ` ${hourOf(hour, before ?? after)}:${minute}:${second ?? "00"}`;
    const date = parseMoment(`${year}-${month}-${day}${time}${time === "" ? "" : (offset ?? "")}`, zone);
    if (date) return { date, isOdd, rest: text.replace(match[0], " ").trim() };
  }
  return null;
}

function hourOf(hour: string, half: string | undefined): number {
  const value = Number(hour);
  if (half === undefined) return value;
  return /午後|p/i.test(half) ? (value % 12) + 12 : value % 12;
}

function monthOf(name: string): number {
  return months.findIndex((month) => month.startsWith(name.slice(0, 3).toLowerCase())) + 1;
}

/** Adds the century to a two-digit year. From 90 on, the year is 19xx: no site is older than 1990. */
function fullYear(year: number): number {
  return year >= 90 ? 1900 + year : 2000 + year;
}

/** Finds the date in an address: `/2014/05/03/`, `20140503.html`, `d990503.html`, `2014-05.html`. */
export function dateInAddress(
  address: string,
  zone: string,
): (FoundDate & { readonly hasDay: boolean }) | null {
  const path = address.replace(/[?#].*$/s, "");
  const [, year, month, day, hour, minute] =
    /(?<!\d)((?:19|20)\d\d)[/_-]?(\d\d)[/_-]?(\d\d)(?:[-_T]?(\d\d)(\d\d)(?:\d\d)?)?(?!\d)/.exec(path) ?? [];
  const whole = momentOf([year, month, day], zone, hour && `${hour}:${minute}`);
  if (whole) return { date: whole, isOdd: false, hasDay: true };
  const [, yearOnly, monthOnly] = /(?<!\d)((?:19|20)\d\d)[/_-]?(\d\d)(?!\d)/.exec(path) ?? [];
  const first = momentOf([yearOnly, monthOnly, 1], zone);
  if (first) return { date: first, isOdd: true, hasDay: false };
  const [, short, shortMonth, shortDay] = /(?<!\d)(\d\d)(\d\d)(\d\d)(?!\d)/.exec(path) ?? [];
  const shortDate = momentOf([fullYear(Number(short)), shortMonth, shortDay], zone);
  if (shortDate) return { date: shortDate, isOdd: true, hasDay: true };
  // Reads a two-digit year only from 90 to 99, because a name such as `0012.html` is usually a plain number.
  const [, old, oldMonth] = /(?<!\d)(9\d)(\d\d)(?!\d)/.exec(path) ?? [];
  const oldDate = momentOf([fullYear(Number(old)), oldMonth, 1], zone);
  return oldDate ? { date: oldDate, isOdd: true, hasDay: false } : null;
}

/** Converts year, month and day to a time. Ignores an invalid time of day, such as 25:00. */
function momentOf(
  date: readonly (string | number | undefined)[],
  zone: string,
  time?: string,
): Moment | null {
  const day = date.map(Number).join("-");
  return (time ? parseMoment(`${day} ${time}`, zone) : null) ?? parseMoment(day, zone);
}

/** Parses a machine-readable date, as in feeds and in the heads of pages. */
export function machineDate(written: string, zone: string): Moment | null {
  const text = written.trim();
  const date = parseMoment(text, zone);
  if (date || !/^(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2,} \d{4} \d/.test(text)) return date;
  const time = Date.parse(text);
  if (Number.isNaN(time)) return null;
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)$/.exec(text) ?? [];
  const offset = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return { time, offsetMinutes: sign === "-" ? -offset : offset, hasTime: true };
}
