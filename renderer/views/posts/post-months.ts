interface Calendar {
  /** Returns the month of a time, such as `2026-05`. */
  readonly monthOf: (time: number) => string;
  /** Returns the year of a time, such as `2026`. */
  readonly yearOf: (time: number) => string;
}

/**
 * Maps each time zone to the functions that return the month and the year of a time.
 * The functions cache their results, because formatting a date is slow.
 */
const known = new Map<string, Calendar>();

/**
 * Returns the function that computes the month of a time.
 * Calls with the same time zone return the same function, so that React can keep results computed with it.
 */
export function monthsIn(timeZone: string): (time: number) => string {
  return calendarIn(timeZone).monthOf;
}

/**
 * Returns the function that computes the year of a time.
 * Calls with the same time zone return the same function, so that React can keep results computed with it.
 */
export function yearsIn(timeZone: string): (time: number) => string {
  return calendarIn(timeZone).yearOf;
}

function calendarIn(timeZone: string): Calendar {
  const before = known.get(timeZone);
  if (before) return before;
  const format = new Intl.DateTimeFormat("sv-SE", { year: "numeric", month: "2-digit", timeZone });
  const months = new Map<number, string>();
  const monthOf = (time: number): string => {
    const before = months.get(time);
    if (before !== undefined) return before;
    const month = format.format(time);
    months.set(time, month);
    return month;
  };
  const calendar = { monthOf, yearOf: (time: number) => monthOf(time).slice(0, -3) };
  known.set(timeZone, calendar);
  return calendar;
}
