import { calendarWords } from "./calendar-words.ts";
import { type EraYear, eraYearOf } from "./japanese-era.ts";

/** The time that a date pattern shows, with its language and time zone. */
export interface PatternClock {
  /** Local time, as `2022-05-06T00:00:00`. */
  readonly wall: string;
  readonly language: string;
  /** Returns the short name of the time zone: `JST`, `GMT+2`. */
  readonly zoneName: () => string;
  /** Whether `wall` has the date of the previous day. If so, `{H25}` adds 24 to the hour. */
  readonly nightOfDayBefore?: boolean;
}

type Token = (clock: PatternClock) => string;

const year: Token = ({ wall }) => wall.slice(0, 4);
const month: Token = ({ wall }) => wall.slice(5, 7);
const day: Token = ({ wall }) => wall.slice(8, 10);
const hour: Token = ({ wall }) => wall.slice(11, 13);
const hourOfHalfDay: Token = (clock) => String(Number(hour(clock)) % 12 || 12);

const tokens: Readonly<Record<string, Token>> = {
  yyyy: year,
  yy: ({ wall }) => wall.slice(2, 4),
  MM: month,
  M: unpadded(month),
  _M: spacePadded(month),
  MMM: ({ wall, language }) => calendarWords(language).shortMonths[Number(wall.slice(5, 7)) - 1] ?? "",
  MMMM: ({ wall, language }) => calendarWords(language).months[Number(wall.slice(5, 7)) - 1] ?? "",
  dd: day,
  d: unpadded(day),
  _d: spacePadded(day),
  HH: hour,
  H: unpadded(hour),
  _H: spacePadded(hour),
  H25: (clock) => String(Number(hour(clock)) + (clock.nightOfDayBefore ? 24 : 0)),
  hh: (clock) => hourOfHalfDay(clock).padStart(2, "0"),
  h: hourOfHalfDay,
  _h: spacePadded(hourOfHalfDay),
  mm: ({ wall }) => wall.slice(14, 16),
  ss: ({ wall }) => wall.slice(17, 19),
  E: ({ wall, language }) => calendarWords(language).shortWeekdays[weekdayOf(wall)] ?? "",
  EEEE: ({ wall, language }) => calendarWords(language).weekdays[weekdayOf(wall)] ?? "",
  a: (clock) => calendarWords(clock.language).dayPeriods[Number(hour(clock)) < 12 ? 0 : 1],
  era: inEra(
    ({ name, year: count }) => `${name}${eraCount(count)}年`,
    (western) => `${western}年`,
  ),
  eraName: inEra(
    ({ name }) => name,
    () => "西暦",
  ),
  eraYear: inEra(({ year: count }) => eraCount(count), String),
  eraShort: inEra(({ letter, year: count }) => `${letter}${count}`, String),
  z: ({ zoneName }) => zoneName(),
};

/** With `{H25}`, hours before 5 belong to the previous day: 4:59 is shown as 28:59. */
const longDayEnds = 5;

/** Replaces the tokens (`{yyyy}`) of a date pattern with their values and keeps all other text. */
export function fillTokens(pattern: string, clock: PatternClock): string {
  const shown = pattern.includes("{H25}") ? longDay(clock) : clock;
  return pattern.replace(/\{([A-Za-z_]\w*)\}/g, (whole, name: string) =>
    Object.hasOwn(tokens, name) ? (tokens[name]?.(shown) ?? whole) : whole,
  );
}

/** Changes the date to the previous day, if the time is before `longDayEnds`. */
function longDay(clock: PatternClock): PatternClock {
  if (Number(hour(clock)) >= longDayEnds) return clock;
  const before = new Date(utc(clock.wall) - 86_400_000).toISOString().slice(0, 10);
  return { ...clock, wall: before + clock.wall.slice(10), nightOfDayBefore: true };
}

function unpadded(token: Token): Token {
  return (clock) => String(Number(token(clock)));
}

/** Returns a token that pads the value of `token` to two characters with a space: ` 5`. */
function spacePadded(token: Token): Token {
  return (clock) => String(Number(token(clock))).padStart(2);
}

/** Returns a token for the year in a Japanese era. Before 1873, the token shows the Gregorian year. */
function inEra(write: (era: EraYear) => string, writeWestern: (year: number) => string): Token {
  return ({ wall }) => {
    const era = eraYearOf(wall.slice(0, 10));
    return era ? write(era) : writeWestern(Number(wall.slice(0, 4)));
  };
}

function eraCount(count: number): string {
  return count === 1 ? "元" : String(count);
}

function weekdayOf(wall: string): number {
  return new Date(utc(wall)).getUTCDay();
}

/** Converts a local time to milliseconds as if the time were UTC, so that no time zone shifts the result. */
function utc(wall: string): number {
  return Date.parse(`${wall}Z`);
}
