import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { dateIn, isDate, plainDate, tidyDate } from "../../writing/dates.ts";
import { CalendarButton } from "../shared/date-picker.tsx";
import { DraftField } from "./draft-field.tsx";

export interface DateFieldProps {
  /** The date as written in the front matter, or "" if there is none. */
  readonly value: string;
  readonly timeZone: string;
  readonly onChange: (date: string) => void;
}

/** A field for a date and time. The author types it, chooses it from a calendar, or sets it to now. */
export function DateField({ value, timeZone, onChange }: DateFieldProps) {
  const t = useTranslate();
  return (
    <DraftField
      label={t("property.date", { zone: timeZone })}
      value={value}
      placeholder="2026-05-06 18:30"
      tidy={(typed) => tidyDate(typed, value)}
      problemOf={(text) => (isDate(plainDate(text)) ? undefined : t("property.date.problem"))}
      onTake={onChange}
      after={
        <>
          <CalendarButton
            label={t("property.date.calendar")}
            value={value}
            timeZone={timeZone}
            onChange={onChange}
          />
          <Button variant="quiet" onPress={() => onChange(dateIn(timeZone, Date.now()))}>
            {t("property.date.now")}
          </Button>
        </>
      }
    />
  );
}
