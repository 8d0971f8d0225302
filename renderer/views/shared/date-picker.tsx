import { CalendarDays } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { readWrittenDate, type WrittenDate } from "#contract/text/written-date.ts";
import { useLanguage, useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { MonthGrid } from "../../ui/month-grid.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { chosenDate, dateIn, offsetHere } from "../../writing/dates.ts";

export interface CalendarButtonProps {
  /** Name of the button and of the calendar. */
  readonly label: string;
  /** The date as the file contains it, or "" if there is none. */
  readonly value: string;
  readonly timeZone: string;
  /** Whether a new date has no time at first. Example: the last day of a notice. */
  readonly isDay?: boolean;
  readonly onChange: (date: string) => void;
}

/** A button beside the field for a date. The button opens a calendar. */
export function CalendarButton({ label, ...picker }: CalendarButtonProps) {
  return (
    <DialogTrigger>
      <AriaButton className="icon-button" aria-label={label}>
        <CalendarDays aria-hidden size={16} strokeWidth={1.75} />
      </AriaButton>
      <Popover className="popover" offset={4} placement="bottom end">
        <Dialog className="date-dialog" aria-label={label}>
          {({ close }) => <DatePicker {...picker} onClose={close} />}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface DatePickerProps extends Omit<CalendarButtonProps, "label"> {
  readonly onClose: () => void;
}

/**
 * A calendar with a time and an offset from UTC.
 * Calls `onChange` at each choice. Keeps the form in which the date is written.
 */
function DatePicker({ value, timeZone, isDay = false, onChange, onClose }: DatePickerProps) {
  const t = useTranslate();
  const language = useLanguage();
  const now = new Date(`${dateIn(timeZone, Date.now()).replace(" ", "T")}Z`);
  const written = readWrittenDate(value.normalize("NFKC"));
  const { wall, hasTime, offset } = written ?? { wall: now, hasTime: !isDay, offset: "" };
  const time = hasTime ? wall.toISOString().slice(11, 16) : "";
  const [typed, setTyped] = useState<string | null>(null);
  const choose = (changes: Partial<WrittenDate>): void =>
    onChange(chosenDate({ wall, hasTime, offset, ...changes }, value));
  const clock = typed === null ? null : clockOf(typed);
  const takeTime = (): void => {
    if (clock === null) return;
    setTyped(null);
    if (clock === "") choose({ hasTime: false });
    else if (clock.hour * 60 + clock.minute !== wall.getUTCHours() * 60 + wall.getUTCMinutes() || !hasTime)
      choose({ hasTime: true, wall: new Date(dayOf(wall) + (clock.hour * 60 + clock.minute) * msOfMinute) });
  };
  return (
    <div className="date-picker">
      <MonthGrid
        value={written ? new Date(dayOf(wall)) : null}
        today={new Date(dayOf(now))}
        language={language}
        previousLabel={t("property.date.previous")}
        nextLabel={t("property.date.next")}
        onChange={(day) => choose({ wall: new Date(day.getTime() + (wall.getTime() - dayOf(wall))) })}
      />
      <div className="date-picker-time">
        <TextField
          label={t("property.date.time")}
          value={typed ?? time}
          placeholder="18:30"
          onChange={setTyped}
          onBlur={takeTime}
          onEnter={takeTime}
          error={typed !== null && clock === null ? t("property.date.time.problem") : undefined}
        />
        {hasTime ? (
          <SelectField
            label={t("property.date.zone")}
            value={offset}
            options={zonesFor({ wall, hasTime, offset }, timeZone).map(({ value: zone, name }) => ({
              value: zone,
              label: name ?? t("property.date.zone.blog", { zone: timeZone }),
            }))}
            onChange={(zone) => choose({ offset: zone })}
          />
        ) : null}
      </div>
      <Button onPress={onClose}>{t("action.close")}</Button>
    </div>
  );
}

const msOfMinute = 60_000;
const msOfDay = 86_400_000;

function dayOf(wall: Date): number {
  return Math.floor(wall.getTime() / msOfDay) * msOfDay;
}

/** Reads a typed time of day. Returns "" for an empty text, and null for an invalid time. */
function clockOf(typed: string): { readonly hour: number; readonly minute: number } | "" | null {
  const text = typed.normalize("NFKC").trim();
  if (text === "") return "";
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(text)?.map(Number) ?? [];
  return hour === undefined || minute === undefined || hour > 23 || minute > 59 ? null : { hour, minute };
}

/** Returns the offsets that can be chosen. "" means no offset: the date is in the blog's time zone. */
function zonesFor({ wall, offset }: WrittenDate, timeZone: string): { value: string; name?: string }[] {
  const { timeZone: own } = new Intl.DateTimeFormat().resolvedOptions();
  const here = offsetHere(wall);
  return [
    { value: "" },
    { value: "Z", name: "UTC" },
    ...(own === timeZone || own === "UTC" ? [] : [{ value: here, name: `${own} (${here})` }]),
    ...(["", "Z", own === timeZone ? "" : here].includes(offset) ? [] : [{ value: offset, name: offset }]),
  ];
}
