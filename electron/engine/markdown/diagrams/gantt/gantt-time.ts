const hour = 3_600_000;
export const day = 24 * hour;

const units: Readonly<Record<string, number>> = { m: hour / 60, h: hour, d: day, w: 7 * day };
const longest = 36_500 * day;
/** The latest time that a diagram can have: the last day whose year has four digits. */
export const lastTime = Date.UTC(9999, 11, 31);

/**
 * Parses `2024-05-06` or `2024-05-06 09:30` as if it were UTC. Returns milliseconds since the epoch.
 * Returns undefined for any other text.
 */
export function readTime(text: string): number | undefined {
  const [, date, time = "00:00"] = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}))?$/.exec(text) ?? [];
  if (date === undefined) return undefined;
  const read = Date.parse(`${date}T${time}:00Z`);
  // Rejects dates such as 31 April, which `Date` interprets as 1 May.
  return Number.isNaN(read) || writeTime(read, true) !== `${date} ${time}` ? undefined : read;
}

/**
 * Parses a length such as `3d`, `1.5w`, `90m` or `4h` to milliseconds.
 * Returns undefined if the length is invalid or too large.
 */
export function readLength(text: string): number | undefined {
  const [, count, unit = ""] = /^(\d{1,6}(?:\.\d{1,3})?)([mhdw])$/.exec(text) ?? [];
  const length = count === undefined ? Number.NaN : Number(count) * (units[unit] ?? Number.NaN);
  return length <= longest ? length : undefined;
}

/** Formats a time: with hours and minutes if `hasHours`, otherwise only the day. */
export function writeTime(time: number, hasHours: boolean): string {
  return new Date(time)
    .toISOString()
    .slice(0, hasHours ? 16 : 10)
    .replace("T", " ");
}

export interface Tick {
  readonly time: number;
  readonly label: string;
}

const months = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 24_000] as const;
const lengths = [hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day] as const;

/** Returns at most `maxTicks` round times between `from` and `to`, with their labels. */
export function ticksBetween(from: number, to: number, maxTicks: number): Tick[] {
  const length = lengths.find((step) => (to - from) / step <= maxTicks);
  if (length !== undefined) return byLength(from, to, length);
  const span = (to - from) / (30 * day);
  return byMonths(from, to, months.find((step) => span / step <= maxTicks) ?? 24_000, maxTicks);
}

function byLength(from: number, to: number, step: number): Tick[] {
  const ticks: Tick[] = [];
  // Steps of days or weeks begin at the first midnight. Steps of hours are counted from midnight.
  const start = step < day ? Math.ceil(from / step) * step : Math.ceil(from / day) * day;
  for (let time = start; time <= to; time += step) {
    const isFirst = ticks.length === 0;
    const written = writeTime(time, step < day);
    ticks.push({ time, label: isFirst ? written : written.slice(step < day ? 11 : 5) });
  }
  return ticks;
}

function byMonths(from: number, to: number, step: number, maxTicks: number): Tick[] {
  const first = new Date(from);
  const ticks: Tick[] = [];
  let at = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / step) * step;
  for (; ticks.length <= maxTicks + 1; at += step) {
    const time = new Date(0).setUTCFullYear(Math.floor(at / 12), at % 12, 1);
    if (time > to) break;
    const written = writeTime(time, false);
    if (time >= from) ticks.push({ time, label: written.slice(0, step < 12 ? 7 : 4) });
  }
  return ticks;
}
