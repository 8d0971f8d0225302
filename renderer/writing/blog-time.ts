/**
 * Formats a time of front matter, `2022-05-06 18:30:05`, for readers: `2022/5/6 18:30` or `2022-05-06 18:30`.
 */
export function stampText(moment: string, language: string): string {
  const [, year = "", month = "", day = "", time = ""] =
    /^(\d+)-(\d+)-(\d+)[T ]+(\d+:\d+)/.exec(moment) ?? [];
  if (!language.startsWith("ja")) return `${year}-${month}-${day} ${time}`;
  return `${year}/${Number(month)}/${Number(day)} ${time.replace(/^0/, "")}`;
}

/** Whether a date written by an author, `2022-5-6 18:30` or a day, is over at the time `now`. */
export function isOver(date: string, now: string): boolean {
  const fields = (text: string): number[] => (text.match(/\d+/g) ?? []).slice(0, 6).map(Number);
  const [written, present] = [fields(date), fields(now)];
  if (written.length < 3) return false;
  const difference = present.map((field, index) => field - (written[index] ?? 0)).find((by) => by !== 0);
  return difference === undefined || difference > 0;
}

/** Returns the day of such a time. */
export function dayOf(moment: string): string {
  return moment.slice(0, "2022-05-06".length);
}
