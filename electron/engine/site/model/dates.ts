import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { calendarWords } from "#engine/blog/dates/calendar-words.ts";
import { formatMoment, wallText } from "#engine/blog/dates/moment.ts";
import type { Moment, PostFacts } from "#engine/blog/posts/post.ts";
import { languagesToTry } from "#engine/base/languages.ts";

/** Formats the dates of a site with the patterns of its sections, settings or theme. */
export interface DateWriter {
  ofPost(moment: Moment, post: Pick<PostFacts, "section">): string;
  /** Formats the date and time of a notice: `[2022/7/24 19:32]`, `[July 24, 2022, 19:32]`. */
  stamp(moment: Moment): string;
  /** Formats a month: `2022年5月`, `May 2022`. */
  month(moment: Moment): string;
  /** Formats a month with its year. The arguments are digits: `2022` and `05`. */
  monthOf(year: string, month: string): string;
  /** Formats a month (`05`) without its year: `5月`, `May`. */
  monthName(month: string): string;
  /** Formats a year: `2022年`, `2022`. */
  year(year: string): string;
  /** Formats a day without a year: `05-06` becomes `5月6日` or `May 6`. */
  dayOfYear(day: string): string;
  /** Returns the long and the shortest name of a weekday, from 0 for Sunday to 6 for Saturday. */
  weekday(weekday: number): { readonly name: string; readonly short: string };
}

/**
 * Fixed patterns of Japanese and English dates, so that the dates look the same on every computer.
 * For other languages, `Intl` formats the dates.
 */
interface DatePatterns {
  readonly day: string;
  readonly month: string;
  readonly dayOfYear: string;
  readonly year: string;
}

const japanese: DatePatterns = {
  day: "{yyyy}年{M}月{d}日",
  month: "{yyyy}年{M}月",
  dayOfYear: "{M}月{d}日",
  year: "{yyyy}年",
};
const american: DatePatterns = {
  day: "{MMMM} {d}, {yyyy}",
  month: "{MMMM} {yyyy}",
  dayOfYear: "{MMMM} {d}",
  year: "{yyyy}",
};
const british: DatePatterns = { ...american, day: "{d} {MMMM} {yyyy}", dayOfYear: "{d} {MMMM}" };

function patternsOf(language: string): DatePatterns | null {
  if (/^ja\b/i.test(language)) return japanese;
  if (!/^en\b/i.test(language)) return null;
  return /^en(?:-US|-PH)?$/i.test(language) ? american : british;
}

type Parts = Intl.DateTimeFormatOptions;
const ofIntl: Readonly<Record<keyof DatePatterns, Parts>> = {
  day: { year: "numeric", month: "long", day: "numeric" },
  month: { year: "numeric", month: "long" },
  dayOfYear: { month: "long", day: "numeric" },
  year: { year: "numeric" },
};

/**
 * Creates the object that formats a site's dates.
 * The date pattern of a section takes precedence over the patterns of the blog, the theme and the language.
 */
export function createDateWriter(
  settings: BlogSettings,
  themeFormats: ReadonlyMap<string, string>,
): DateWriter {
  const { language, timeZone } = settings;
  const patterns = patternsOf(language);
  const formats = new Map<string, Intl.DateTimeFormat>();
  const write = (moment: Moment, kind: keyof DatePatterns): string => {
    if (patterns) return formatMoment(moment, patterns[kind], language, timeZone);
    const format = formats.get(kind) ?? dateFormat(language, ofIntl[kind]);
    formats.set(kind, format);
    // The non-breaking spaces differ between versions of `Intl`, so ordinary spaces replace them.
    return format.format(Date.parse(`${wallText(moment)}Z`)).replaceAll(/[\u00a0\u202f]/g, " ");
  };
  const [ofTheme] = languagesToTry(language).flatMap((name) => themeFormats.get(name) ?? []);
  const pattern = settings.dateFormat ?? ofTheme;
  const words = calendarWords(language);
  return {
    ofPost: (moment, post) => {
      const own = settings.sections[post.section]?.dateFormat ?? pattern;
      return own === undefined ? write(moment, "day") : formatMoment(moment, own, language, timeZone);
    },
    stamp: (moment) => {
      const time = (written: string): string => formatMoment(moment, written, language, timeZone);
      if (patterns === japanese) return time("[{yyyy}/{M}/{d} {H}:{mm}]");
      return `[${write(moment, "day")}, ${time("{H}:{mm}")}]`;
    },
    month: (moment) => write(moment, "month"),
    monthOf: (year, month) => write(dayAt(year, month, "01"), "month"),
    monthName: (month) => words.months[Number(month) - 1] ?? month,
    year: (year) => write(dayAt(year, "01", "01"), "year"),
    dayOfYear: (day) => write(dayAt("2000", day.slice(0, 2), day.slice(3)), "dayOfYear"),
    weekday: (weekday) => {
      const name = words.weekdays[weekday] ?? "";
      return { name, short: shortest(language, weekday, name) };
    },
  };
}

function dayAt(year: string, month: string, day: string): Moment {
  return { time: Date.parse(`${year}-${month}-${day}T00:00:00Z`), offsetMinutes: 0, hasTime: false };
}

function dateFormat(language: string, parts: Parts): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language, { ...parts, calendar: "gregory", timeZone: "UTC" });
}

function shortest(language: string, weekday: number, name: string): string {
  if (patternsOf(language)) return name.slice(0, 1);
  // 2 January 2022 was a Sunday.
  const sunday = Date.UTC(2022, 0, 2);
  return dateFormat(language, { weekday: "narrow" }).format(sunday + weekday * 86_400_000);
}
