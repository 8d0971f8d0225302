/**
 * For each time zone, a function that returns the month of a time.
 * The functions use a cache, because calendar functions are slow.
 */
const known = new Map<string, (time: number) => string>();

/** Returns a function from a time to its month in a time zone, such as `2026-05`. */
export function monthsIn(timeZone: string): (time: number) => string {
  const before = known.get(timeZone);
  if (before) return before;
  const format = new Intl.DateTimeFormat("sv-SE", { year: "numeric", month: "2-digit", timeZone });
  const months = new Map<number, string>();
  const monthOf = (time: number): string => {
    const month = months.get(time) ?? format.format(time);
    months.set(time, month);
    return month;
  };
  known.set(timeZone, monthOf);
  return monthOf;
}

/** Returns a function from a time to its year in a time zone, such as `2026`. */
export function yearsIn(timeZone: string): (time: number) => string {
  const monthOf = monthsIn(timeZone);
  return (time) => monthOf(time).slice(0, -3);
}
