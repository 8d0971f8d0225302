/** A moment as front matter has it, `2022-05-06 18:30:05`, as people write it: `2022/5/6 18:30` or `2022-05-06 18:30`. */
export function stampText(moment: string, language: string): string {
  const [, year = "", month = "", day = "", time = ""] =
    /^(\d+)-(\d+)-(\d+)[T ]+(\d+:\d+)/.exec(moment) ?? [];
  if (!language.startsWith("ja")) return `${year}-${month}-${day} ${time}`;
  return `${year}/${Number(month)}/${Number(day)} ${time.replace(/^0/, "")}`;
}

/** The day of such a moment. */
export function dayOf(moment: string): string {
  return moment.slice(0, "2022-05-06".length);
}
