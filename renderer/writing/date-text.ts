/** A valid date in front matter: a day, with or without a time, with or without a zone. */
const pattern = /^\d{4}-\d{1,2}-\d{1,2}(?:[T ]+\d{1,2}:\d{2}(?::\d{2})?\s*(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** Normalises a typed date, replacing full-width digits and separators: `２０２６／５／６` becomes `2026-5-6`. */
export function plainDate(typed: string): string {
  return typed
    .normalize("NFKC")
    .trim()
    .replace(/^(\d{4})[/.](\d{1,2})[/.](\d{1,2})/, "$1-$2-$3");
}

/** Whether a typed date is valid; an empty one is, and means none. */
export function isDate(text: string): boolean {
  if (text === "") return true;
  if (!pattern.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split(/[-T ]/, 3).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Formats a time in the blog's zone: `2026-05-06 00:00:00`. */
export function dateIn(timeZone: string, time: number): string {
  return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium", timeZone }).format(time);
}
