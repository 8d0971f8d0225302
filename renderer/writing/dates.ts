import { dateInFormOf, readWrittenDate, type WrittenDate } from "#contract/text/written-date.ts";

/** Matches a date in front matter: a day, perhaps with a time and a time zone. */
const pattern = /^\d{4}-\d{1,2}-\d{1,2}(?:[T ]+\d{1,2}:\d{2}(?::\d{2})?\s*(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** Converts the full-width digits and separators of a typed date: `２０２６／５／６` becomes `2026-5-6`. */
export function plainDate(typed: string): string {
  return typed
    .normalize("NFKC")
    .trim()
    .replace(/^(\d{4})[/.](\d{1,2})[/.](\d{1,2})/, "$1-$2-$3");
}

/** Whether a typed date is valid. "" means that there is no date, and is valid. */
export function isDate(text: string): boolean {
  if (text === "") return true;
  if (!pattern.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split(/[-T ]/, 3).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Tidies a typed date. Keeps the typed separators if the `written` date has the same separators. */
export function tidyDate(typed: string, written: string): string {
  const separator = (text: string): string | undefined => /^\d{4}([-/.])/.exec(text)?.[1];
  const plain = typed.normalize("NFKC").trim();
  return separator(plain) === separator(written) ? plain : plainDate(typed);
}

/**
 * Returns a chosen date in the same form as the date in front matter.
 * If the front matter has no date, uses the form `2026-05-06 18:30:00`.
 * The offset from UTC is written after the time. A date without a time has no offset.
 */
export function chosenDate({ wall, hasTime, offset }: WrittenDate, written: string): string {
  const before = readWrittenDate(written);
  const chosen =
    (before && dateInFormOf(written, wall, hasTime)) ??
    wall
      .toISOString()
      .replace("T", " ")
      .slice(0, hasTime ? "2026-05-06 18:30:00".length : 10);
  const wanted = hasTime ? offset : "";
  return before && hasTime && before.offset === wanted
    ? chosen
    : chosen.replace(/(\d:\d{2}.*?)\s*(?:Z|UTC|[+-]\d{1,2}(?::?\d{2})?)?\s*$/i, "$1") + wanted;
}

/** Returns the offset from UTC that this computer has at a local time, such as `+09:00`. */
export function offsetHere(wall: Date): string {
  const [year, month, day] = [wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate()];
  const minutes = -new Date(year, month, day, wall.getUTCHours(), wall.getUTCMinutes()).getTimezoneOffset();
  const two = (value: number): string => String(value).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** Formats a time in a time zone for front matter: `2026-05-06 00:00:00`. */
export function dateIn(timeZone: string, time: number): string {
  return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium", timeZone }).format(time);
}

/**
 * Whether a date from front matter is after `now` (milliseconds since the epoch).
 * A date without an offset from UTC is in `timeZone`. Returns false for a text that is not a date.
 */
export function isAhead(written: string, timeZone: string, now: number): boolean {
  const date = readWrittenDate(plainDate(written));
  if (!date) return false;
  const { wall, offset } = date;
  const [, sign, hours, minutes = "0"] = /^([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(offset) ?? [];
  if (sign === undefined) {
    const here = offset === "" ? Date.parse(`${dateIn(timeZone, now).replace(" ", "T")}Z`) : now;
    return wall.getTime() > here;
  }
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return wall.getTime() - (sign === "-" ? -ahead : ahead) > now;
}

/**
 * Formats a date from front matter for lists: `2026年5月6日 0:00` in Japanese, or `2026-05-06 00:00`.
 * Shows the time as it is written, without its offset from UTC, as the list of posts does.
 */
export function shownDate(written: string, language: string, hasSeconds = false): string {
  const read = readWrittenDate(plainDate(written));
  if (!read) return written;
  const { wall, hasTime } = read;
  const isJapanese = language.startsWith("ja");
  const [day = "", time = ""] = wall.toISOString().split(/[T.]/);
  const date = isJapanese
    ? `${wall.getUTCFullYear()}年${wall.getUTCMonth() + 1}月${wall.getUTCDate()}日`
    : day;
  if (!hasTime) return date;
  const clock = hasSeconds ? time : time.slice(0, 5);
  return `${date} ${isJapanese ? clock.replace(/^0/, "") : clock}`;
}

/** Formats a time from front matter for readers: `2022/5/6 18:30` in Japanese, or `2022-05-06 18:30`. */
export function stampText(moment: string, language: string): string {
  const [, year = "", month = "", day = "", time = ""] =
    /^(\d+)-(\d+)-(\d+)[T ]+(\d+:\d+)/.exec(moment) ?? [];
  if (!language.startsWith("ja")) return `${year}-${month}-${day} ${time}`;
  return `${year}/${Number(month)}/${Number(day)} ${time.replace(/^0/, "")}`;
}

/** Whether a date that an author wrote is before `now`. A day without a time ends at midnight. */
export function isOver(date: string, now: string): boolean {
  const fields = (text: string): number[] => (text.match(/\d+/g) ?? []).slice(0, 6).map(Number);
  const [written, present] = [fields(date), fields(now)];
  if (written.length < 3) return false;
  if (written.length === 3) present.length = 3;
  const difference = present.map((field, index) => field - (written[index] ?? 0)).find((by) => by !== 0);
  return difference === undefined ? written.length > 3 : difference > 0;
}

/** Returns the day of a time such as `2022-05-06 18:30:05`. */
export function dayOf(moment: string): string {
  return moment.slice(0, "2022-05-06".length);
}
