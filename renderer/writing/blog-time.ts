/**
 * Formats a time from front matter, such as `2022-05-06 18:30:05`, for readers: `2022/5/6 18:30` in Japanese,
 * otherwise `2022-05-06 18:30`.
 */
export function stampText(moment: string, language: string): string {
  const [, year = "", month = "", day = "", time = ""] =
    /^(\d+)-(\d+)-(\d+)[T ]+(\d+:\d+)/.exec(moment) ?? [];
  if (!language.startsWith("ja")) return `${year}-${month}-${day} ${time}`;
  return `${year}/${Number(month)}/${Number(day)} ${time.replace(/^0/, "")}`;
}

/** Whether a date as an author wrote it (`2022-5-6 18:30`, or only a day) is before the time `now`. */
export function isOver(date: string, now: string): boolean {
  const fields = (text: string): number[] => (text.match(/\d+/g) ?? []).slice(0, 6).map(Number);
  const [written, present] = [fields(date), fields(now)];
  if (written.length < 3) return false;
  const difference = present.map((field, index) => field - (written[index] ?? 0)).find((by) => by !== 0);
  return difference === undefined || difference > 0;
}

/** Returns the day of a time such as `2022-05-06 18:30:05`. */
export function dayOf(moment: string): string {
  return moment.slice(0, "2022-05-06".length);
}
