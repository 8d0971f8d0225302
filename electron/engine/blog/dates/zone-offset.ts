const formats = new Map<string, Intl.DateTimeFormat>();
const midnights = new Map<string, Map<number, number>>();
const minute = 60_000;
const day = 86_400_000;
/**
 * Japan's offset is built in, because loading `Intl` takes longer than some builds.
 * Japan's clocks last changed in September 1951 (time zone database, file `asia`, Rule Japan).
 * @see https://data.iana.org/time-zones/
 */
const japan = { zone: "Asia/Tokyo", offset: 540, since: Date.UTC(1952, 0) };

/**
 * Returns a time zone's offset from UTC in minutes at an instant. Throws a `RangeError` for an unknown zone.
 * First compares the cached offsets at the UTC midnight before the instant and at the midnight after it.
 * If both are equal, the offset is constant between them, because no zone changes its clocks twice in a day.
 */
export function offsetAt(time: number, zone: string): number {
  if (zone === japan.zone && time >= japan.since) return japan.offset;
  const number = Math.floor(time / day);
  const offset = offsetAtMidnight(number, zone);
  return offset === offsetAtMidnight(number + 1, zone) ? offset : readOffset(time, zone);
}

/** Returns the offset at the start of a UTC day. `number` counts days from the epoch. */
function offsetAtMidnight(number: number, zone: string): number {
  let known = midnights.get(zone);
  if (!known) {
    known = new Map();
    midnights.set(zone, known);
  }
  let offset = known.get(number);
  if (offset === undefined) {
    offset = readOffset(number * day, zone);
    known.set(number, offset);
  }
  return offset;
}

function readOffset(time: number, zone: string): number {
  const fields = new Map<string, number>();
  for (const { type, value } of formatFor(zone).formatToParts(time)) fields.set(type, Number(value));
  const field = (type: Intl.DateTimeFormatPartTypes): number => fields.get(type) ?? 0;
  const wall = new Date(0);
  // `Date.UTC` is not used, because it interprets the years 0 to 99 as 1900 to 1999.
  wall.setUTCFullYear(field("year"), field("month") - 1, field("day"));
  wall.setUTCHours(field("hour"), field("minute"), field("second"));
  return Math.round((wall.getTime() - time) / minute);
}

/**
 * Returns the offset of a local time in a zone.
 * `wall` is the local time in milliseconds since the epoch, as if the local time were UTC.
 * If clocks were set back and the time occurred twice, the offset of the first occurrence applies.
 * If clocks skipped the time, the offset before the change applies. The skipped 2:30 then means 3:30.
 * @see https://tc39.es/proposal-temporal/docs/timezone.html "compatible"
 */
export function offsetOfWall(wall: number, zone: string): number {
  const before = offsetAt(wall - day, zone);
  const after = offsetAt(wall + day, zone);
  if (before === after || offsetAt(wall - before * minute, zone) === before) return before;
  return offsetAt(wall - after * minute, zone) === after ? after : before;
}

/** Returns the short name of a time zone at an instant, such as `EDT`. For Japan, always returns `JST`. */
export function zoneNameAt(time: number, zone: string, language: string): string {
  if (zone === japan.zone && offsetAt(time, zone) === japan.offset) return "JST";
  const format = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: "short" });
  return format.formatToParts(time).find(({ type }) => type === "timeZoneName")?.value ?? "";
}

/** Whether this system knows an IANA time zone. */
export function isZone(zone: string): boolean {
  if (zone === japan.zone) return true;
  try {
    formatFor(zone);
    return true;
  } catch {
    return false;
  }
}

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(zone, format);
  return format;
}
