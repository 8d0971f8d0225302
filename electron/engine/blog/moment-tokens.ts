/** What a date pattern is filled from: clock fields as digits, and what depends on the language. */
export interface PatternClock {
  /** `2022-05-06T00:00:00`, as the clock showed. */
  readonly wall: string;
  readonly language: string;
  /** Short name of the zone: `JST`, `GMT+2`. */
  readonly zoneName: () => string;
}

const tokens: Readonly<Record<string, (clock: PatternClock) => string>> = {
  yyyy: ({ wall }) => wall.slice(0, 4),
  yy: ({ wall }) => wall.slice(2, 4),
  MM: ({ wall }) => wall.slice(5, 7),
  M: ({ wall }) => unpadded(wall.slice(5, 7)),
  _M: ({ wall }) => unpadded(wall.slice(5, 7)).padStart(2),
  MMMM: (clock) => named(clock, { month: "long" }, "month"),
  dd: ({ wall }) => wall.slice(8, 10),
  d: ({ wall }) => unpadded(wall.slice(8, 10)),
  _d: ({ wall }) => unpadded(wall.slice(8, 10)).padStart(2),
  HH: ({ wall }) => wall.slice(11, 13),
  H: ({ wall }) => unpadded(wall.slice(11, 13)),
  h: ({ wall }) => String(Number(wall.slice(11, 13)) % 12 || 12),
  mm: ({ wall }) => wall.slice(14, 16),
  ss: ({ wall }) => wall.slice(17, 19),
  E: (clock) => named(clock, { weekday: "short" }, "weekday"),
  EEEE: (clock) => named(clock, { weekday: "long" }, "weekday"),
  a: (clock) => named(clock, { hour: "numeric", hour12: true }, "dayPeriod"),
  era: ({ wall }) => eraYear(wall),
  z: ({ zoneName }) => zoneName(),
};

/** Replaces the tokens of a date pattern; what is no token stays as it is. */
export function fillTokens(pattern: string, clock: PatternClock): string {
  return pattern.replace(/\{([A-Za-z_]+)\}/g, (whole, name: string) =>
    Object.hasOwn(tokens, name) ? (tokens[name]?.(clock) ?? whole) : whole,
  );
}

function unpadded(digits: string): string {
  return String(Number(digits));
}

/** `令和4年`, `令和元年`; whatever the language, since only Japanese counts years so. */
function eraYear(wall: string): string {
  return formatFor("ja-JP-u-ca-japanese", { era: "long", year: "numeric" }).format(utc(wall));
}

function named(
  { wall, language }: PatternClock,
  options: Intl.DateTimeFormatOptions,
  part: Intl.DateTimeFormatPartTypes,
): string {
  const parts = formatFor(language, options).formatToParts(utc(wall));
  return parts.find(({ type }) => type === part)?.value ?? "";
}

/** The fields of the clock as if they were UTC, so that no zone moves them again. */
function utc(wall: string): number {
  return Date.parse(`${wall}Z`);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${Object.keys(options).join()} ${options.weekday}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" });
  formats.set(key, format);
  return format;
}
