const formats = new Map<string, Intl.DateTimeFormat>();
const minute = 60_000;
const day = 86_400_000;

/** Minutes that the zone's clocks are ahead of UTC at an instant. Throws a `RangeError` for an unknown IANA zone. */
export function offsetAt(time: number, zone: string): number {
  const parts = new Map(
    formatFor(zone)
      .formatToParts(time)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const wall = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return Math.round((wall - time) / minute);
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

/** What people call the zone at an instant: `JST`, `GMT+9`, by language. */
export function zoneNameAt(time: number, zone: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: "short" });
  return format.formatToParts(time).find(({ type }) => type === "timeZoneName")?.value ?? "";
}

/** Whether the name is an IANA zone that this system knows. */
export function isZone(zone: string): boolean {
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
