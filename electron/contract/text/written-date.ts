/** Matches dates in the forms that authors and other generators write: `2022/5/6 0:00`, `2022年5月6日`. */
const form = /^(\d{4})(\D)(\d{1,2})(\D)(\d{1,2})(日?)(?:(\s+|[Tt])(\d{1,2}):(\d{2})(?::(\d{2}))?)?(.*)$/su;
/** Matches the optional end of a date: fractions of a second, and an offset from UTC. */
const ending = /^(?:[.,]\d+)?\s*(Z|UTC|[+-]\d{1,2}(?::?\d{2})?)?\s*$/i;

/** Maximum length of the text of a date. A longer text is rejected, because parsing it could take long. */
const longest = 200;

/** A date as written in a text. `wall` has the local time in its UTC fields. */
export interface WrittenDate {
  readonly wall: Date;
  readonly hasTime: boolean;
  /** The offset from UTC as written, such as `+09:00` or `Z`, or "" if there is none. */
  readonly offset: string;
}

/** Parses a date with ASCII digits. Returns null for other texts and for dates such as 30 February. */
export function readWrittenDate(text: string): WrittenDate | null {
  if (text.length > longest) return null;
  const [, year, first, month, second, day, mark, , hour, minute, seconds = "0", rest = ""] =
    form.exec(text.trim()) ?? [];
  const isSeparated = /^[-/.]$/.test(first ?? "")
    ? first === second && mark === ""
    : `${first}${second}` === "年月";
  const end = ending.exec(rest);
  if (!isSeparated || !end) return null;
  const fields = [year, month, day, hour ?? "0", minute ?? "0", seconds].map(Number);
  const wall = wallOf(fields);
  return wall && { wall, hasTime: hour !== undefined, offset: end[1] ?? "" };
}

/** Returns the local time with the given fields, or null if that time does not exist. */
function wallOf([
  year = 0,
  month = 0,
  day = 0,
  hour = 0,
  minute = 0,
  second = 0,
]: readonly number[]): Date | null {
  const wall = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const found = [wall.getUTCMonth() + 1, wall.getUTCDate(), wall.getUTCHours(), wall.getUTCMinutes()];
  return [month, day, hour, minute].every((field, index) => field === found[index]) ? wall : null;
}

/**
 * Writes the date and time `wall` in the form of the date `text`. The UTC offset stays the same.
 * `wall` has the local time in its UTC fields. If `hasTime` is false, the result is a day without a time.
 * Returns null if the form of `text` is unknown.
 */
export function dateInFormOf(text: string, wall: Date, hasTime: boolean): string | null {
  const match = form.exec(text);
  if (!match) return null;
  const [, , first, month = "", second, day = "", mark, space, hour, , seconds, rest = ""] = match;
  // Also checks the hour: in `2022/10/12 9:00`, only the hour shows that leading zeros are omitted.
  const isShort = [month, day, hour].some((digits) => digits?.length === 1);
  const two = (value: number, ...written: (string | undefined)[]): string =>
    String(value).padStart(!isShort || written.some((digits) => /^0\d/.test(digits ?? "")) ? 2 : 1, "0");
  const [newMonth, newDay] = [wall.getUTCMonth() + 1, wall.getUTCDate()].map((value) =>
    two(value, month, day),
  );
  const date = `${wall.getUTCFullYear()}${first}${newMonth}${second}${newDay}${mark}`;
  if (!hasTime) return space === undefined ? date + rest : date;
  const minutes = String(wall.getUTCMinutes()).padStart(2, "0");
  const end = seconds === undefined ? "" : `:${String(wall.getUTCSeconds()).padStart(2, "0")}`;
  return `${date}${space ?? " "}${two(wall.getUTCHours(), hour)}:${minutes}${end}${rest}`;
}
