import { CalendarDays } from "lucide-react";
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { dateIn, isDate, plainDate, tidyDate } from "../../writing/dates.ts";
import { DatePicker } from "./date-picker.tsx";
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
          <DialogTrigger>
            <AriaButton className="icon-button" aria-label={t("property.date.calendar")}>
              <CalendarDays aria-hidden size={16} strokeWidth={1.75} />
            </AriaButton>
            <Popover className="popover" offset={4} placement="bottom end">
              <Dialog className="date-dialog" aria-label={t("property.date.calendar")}>
                {({ close }) => (
                  <DatePicker value={value} timeZone={timeZone} onChange={onChange} onClose={close} />
                )}
              </Dialog>
            </Popover>
          </DialogTrigger>
          <Button variant="quiet" onPress={() => onChange(dateIn(timeZone, Date.now()))}>
            {t("property.date.now")}
          </Button>
        </>
      }
    />
  );
}
