import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { useLanguage } from "../../state/language.ts";

/**
 * Returns a function that formats a time (ISO 8601) in the blog's time zone and the author's language. It
 * returns text that is no such time unchanged.
 */
export function useTimeText(): (moment: string) => string {
  const language = useLanguage();
  const timeZone = useStore(useApp().blog.store, (state) => state.summary?.timeZone ?? "UTC");
  const format = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone });
  return (moment) => {
    const time = Date.parse(moment);
    return Number.isNaN(time) ? moment : format.format(time);
  };
}
