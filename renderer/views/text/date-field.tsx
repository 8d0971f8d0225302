import { CalendarDays } from "lucide-react";
import { useRef } from "react";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { dateIn, isDate, pickedDate, pickerDate, plainDate } from "../../writing/dates.ts";
import { DraftField } from "./draft-field.tsx";

export interface DateFieldProps {
  /** The date as written in the front matter, or "" if there is none. */
  readonly value: string;
  readonly timeZone: string;
  readonly onChange: (date: string) => void;
}

/** A field for a date and time, which can be typed, chosen from a calendar, or set to now. */
export function DateField({ value, timeZone, onChange }: DateFieldProps) {
  const t = useTranslate();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <DraftField
      label={t("property.date", { zone: timeZone })}
      value={value}
      placeholder="2026-05-06 18:30"
      tidy={plainDate}
      problemOf={(text) => (isDate(text) ? undefined : t("property.date.problem"))}
      onTake={onChange}
      after={
        <>
          <IconButton
            icon={CalendarDays}
            label={t("property.date.calendar")}
            onPress={() => picker.current?.showPicker()}
          />
          {/* Shows only the calendar of the field, below the button; dates are typed into the text field. */}
          <input
            ref={picker}
            className="visually-hidden"
            type="datetime-local"
            tabIndex={-1}
            aria-hidden
            value={pickerDate(value)}
            onChange={({ currentTarget }) => {
              if (currentTarget.value !== "") onChange(pickedDate(currentTarget.value, value));
            }}
          />
          <Button variant="quiet" onPress={() => onChange(dateIn(timeZone, Date.now()))}>
            {t("property.date.now")}
          </Button>
        </>
      }
    />
  );
}
