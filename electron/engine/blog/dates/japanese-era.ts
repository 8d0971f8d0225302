/** An era of the Japanese calendar. `from` is the era's first day in the Gregorian calendar. */
interface Era {
  readonly from: string;
  readonly name: string;
  readonly letter: string;
  /** Gregorian year of the era's first year (元年). */
  readonly firstYear: number;
}

/**
 * The eras since Japan adopted the Gregorian calendar (1 January 1873, 明治6年), newest first.
 * `Intl` is not used, because its list of eras depends on the version of Node and can be incomplete.
 * @see https://www.ndl.go.jp/koyomi/chapter3/s2.html
 */
const eras: readonly Era[] = [
  { from: "2019-05-01", name: "令和", letter: "R", firstYear: 2019 },
  { from: "1989-01-08", name: "平成", letter: "H", firstYear: 1989 },
  { from: "1926-12-25", name: "昭和", letter: "S", firstYear: 1926 },
  { from: "1912-07-30", name: "大正", letter: "T", firstYear: 1912 },
  { from: "1873-01-01", name: "明治", letter: "M", firstYear: 1868 },
];

/** A year in an era of the Japanese calendar. */
export interface EraYear {
  /** Name of the era, such as `令和`. */
  readonly name: string;
  /** Latin letter of the era, such as `R`. */
  readonly letter: string;
  readonly year: number;
}

/**
 * Returns the era and the year of a day such as `2022-05-06`.
 * Returns null before 1873, when Japan used a lunar calendar.
 */
export function eraYearOf(day: string): EraYear | null {
  const era = eras.find(({ from }) => from <= day);
  return era
    ? { name: era.name, letter: era.letter, year: Number(day.slice(0, 4)) - era.firstYear + 1 }
    : null;
}
