const formats = new Map<string, Intl.DateTimeFormat>();
const midnights = new Map<string, Map<number, number>>();
const minute = 60_000;
const day = 86_400_000;
/** Where most of our blogs are. Its clocks were last changed in September 1951: https://data.iana.org/time-zones/ (`asia`, Rule Japan). */
const japan = { zone: "Asia/Tokyo", offset: 540, since: Date.UTC(1952, 0) };

/**
 * Minutes that the zone's clocks are ahead of UTC at an instant. Throws a `RangeError` for an unknown IANA zone. What is
 * asked of `Intl` is remembered by the day: between two midnights with one offset no zone has ever changed its clocks. Of
 * today's Japan it is not asked at all, as `Intl` takes longer to get ready than some builds take.
 */
export function offsetAt(time: number, zone: string): number {
  if (zone === japan.zone && time >= japan.since) return japan.offset;
  const number = Math.floor(time / day);
  const offset = offsetAtMidnight(number, zone);
  return offset === offsetAtMidnight(number + 1, zone) ? offset : readOffset(time, zone);
}

/** The offset at the beginning of a day of UTC, counted from the epoch. */
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
  // `Date.UTC` takes the years 0 to 99 for 1900 to 1999
  wall.setUTCFullYear(field("year"), field("month") - 1, field("day"));
  wall.setUTCHours(field("hour"), field("minute"), field("second"));
  return Math.round((wall.getTime() - time) / minute);
}

/**
 * The offset that a clock on the wall of the zone means; `wall` is its reading taken as if it were UTC. A reading that
 * comes twice (clocks set back) is the first one; one that never comes (clocks set forward) counts from before the
 * change, so that 2:30 becomes 3:30: https://tc39.es/proposal-temporal/docs/timezone.html, "compatible".
 */
export function offsetOfWall(wall: number, zone: string): number {
  const before = offsetAt(wall - day, zone);
  const after = offsetAt(wall + day, zone);
  if (before === after || offsetAt(wall - before * minute, zone) === before) return before;
  return offsetAt(wall - after * minute, zone) === after ? after : before;
}

/** What people call the zone at an instant: `EDT`, `GMT-4`, by language and this system's words; in Japan always `JST`. */
export function zoneNameAt(time: number, zone: string, language: string): string {
  if (zone === japan.zone && offsetAt(time, zone) === japan.offset) return "JST";
  const format = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: "short" });
  return format.formatToParts(time).find(({ type }) => type === "timeZoneName")?.value ?? "";
}

/** Whether the name is an IANA zone that this system knows. */
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
