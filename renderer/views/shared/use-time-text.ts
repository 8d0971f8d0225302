import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { useLanguage } from "../../state/language.ts";

/** Returns a formatter of times (ISO 8601) in the blog's zone and the author's language; keeps other text. */
export function useTimeText(): (moment: string) => string {
  const language = useLanguage();
  const timeZone = useStore(useApp().blog.store, (state) => state.summary?.timeZone ?? "UTC");
  const format = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone });
  return (moment) => {
    const time = Date.parse(moment);
    return Number.isNaN(time) ? moment : format.format(time);
  };
}
