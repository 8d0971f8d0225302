export interface CalendarWords {
  /** Names of the months, from January on. */
  readonly months: readonly string[];
  readonly shortMonths: readonly string[];
  /** Names of the weekdays, from Sunday on. */
  readonly weekdays: readonly string[];
  readonly shortWeekdays: readonly string[];
  /** Words for times before noon and after noon, such as `午前` and `午後`. */
  readonly dayPeriods: readonly [string, string];
}

const numbers = Array.from({ length: 12 }, (_, index) => index + 1);
const kanji = ["日", "月", "火", "水", "木", "金", "土"];
const englishMonths = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const englishDays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

const japanese: CalendarWords = {
  months: numbers.map((month) => `${month}月`),
  shortMonths: numbers.map((month) => `${month}月`),
  weekdays: kanji.map((day) => `${day}曜日`),
  shortWeekdays: kanji,
  dayPeriods: ["午前", "午後"],
};

const english: CalendarWords = {
  months: englishMonths,
  shortMonths: englishMonths.map((month) => month.slice(0, 3)),
  weekdays: englishDays,
  shortWeekdays: englishDays.map((day) => day.slice(0, 3)),
  dayPeriods: ["AM", "PM"],
};

const gathered = new Map<string, CalendarWords>();

/**
 * Returns the words of a language (`ja`, `en-GB`).
 * Japanese and English words are built in, so that they are equal on every computer.
 */
export function calendarWords(language: string): CalendarWords {
  if (/^ja\b/i.test(language)) return japanese;
  if (/^en\b/i.test(language)) return english;
  const known = gathered.get(language);
  if (known) return known;
  const words = wordsOfSystem(language);
  gathered.set(language, words);
  return words;
}

function wordsOfSystem(language: string): CalendarWords {
  const inYear = numbers.map((month) => Date.UTC(2022, month - 1, 2));
  // Starts with 2 January 2022, because that day was a Sunday.
  const inWeek = kanji.map((_, day) => Date.UTC(2022, 0, 2 + day));
  const word = (time: number, options: Intl.DateTimeFormatOptions, type: string): string => {
    const format = new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" });
    return format.formatToParts(time).find((part) => part.type === type)?.value ?? "";
  };
  const period = (hour: number): string =>
    word(Date.UTC(2022, 0, 2, hour), { hour: "numeric", hour12: true }, "dayPeriod");
  return {
    months: inYear.map((time) => word(time, { month: "long" }, "month")),
    shortMonths: inYear.map((time) => word(time, { month: "short" }, "month")),
    weekdays: inWeek.map((time) => word(time, { weekday: "long" }, "weekday")),
    shortWeekdays: inWeek.map((time) => word(time, { weekday: "short" }, "weekday")),
    dayPeriods: [period(1), period(13)],
  };
}
