import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { IconButton } from "./icon-button.tsx";

const msOfDay = 86_400_000;
const daysOfWeek = 7;

export interface MonthGridProps {
  /** The chosen day, or null. Each day is represented by its midnight in UTC. */
  readonly value: Date | null;
  readonly today: Date;
  readonly language: string;
  readonly previousLabel: string;
  readonly nextLabel: string;
  readonly onChange: (day: Date) => void;
}

/**
 * A calendar of one month, in which the author can choose a day.
 * Arrow keys, Home, End and Page Up and Down move between days, as WAI-ARIA describes for date pickers.
 */
export function MonthGrid({ value, today, language, previousLabel, nextLabel, onChange }: MonthGridProps) {
  const headingId = useId();
  const grid = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState(value ?? today);
  // True at first, so that the day `at` gets the focus when the calendar opens.
  const isByKey = useRef(true);
  useEffect(() => {
    if (!isByKey.current) return;
    isByKey.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-day="${nameOf(at)}"]`)?.focus();
  }, [at]);
  const format = (options: Intl.DateTimeFormatOptions): ((day: Date) => string) => {
    const made = new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" });
    return (day) => made.format(day);
  };
  const dayText = format({ dateStyle: "full" });
  const weeks = weeksOf(at);
  const choose = (day: Date): void => {
    setAt(day);
    onChange(day);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = dayAfterKey(at, event);
    if (!next) return;
    event.preventDefault();
    isByKey.current = true;
    setAt(next);
  };
  return (
    <div className="month">
      <div className="month-head">
        <IconButton icon={ChevronLeft} label={previousLabel} onPress={() => setAt(monthAfter(at, -1))} />
        <span id={headingId} aria-live="polite">
          {format({ year: "numeric", month: "long" })(at)}
        </span>
        <IconButton icon={ChevronRight} label={nextLabel} onPress={() => setAt(monthAfter(at, 1))} />
      </div>
      <table ref={grid} aria-labelledby={headingId} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {weekOf(at).map((day) => (
              <th key={day.getUTCDay()} scope="col" abbr={format({ weekday: "long" })(day)}>
                {format({ weekday: "narrow" })(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={nameOf(week[0] ?? at)}>
              {week.map((day) =>
                day.getUTCMonth() === at.getUTCMonth() ? (
                  <td key={nameOf(day)}>
                    <button
                      type="button"
                      data-day={nameOf(day)}
                      tabIndex={isSame(day, at) ? 0 : -1}
                      aria-label={dayText(day)}
                      aria-pressed={isSame(day, value)}
                      aria-current={isSame(day, today) ? "date" : undefined}
                      onClick={() => choose(day)}
                    >
                      {day.getUTCDate()}
                    </button>
                  </td>
                ) : (
                  <td key={nameOf(day)} />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Returns the day to which a key moves the focus. Returns null for all other keys. */
function dayAfterKey(day: Date, { key, shiftKey }: KeyboardEvent): Date | null {
  const weekday = day.getUTCDay();
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -daysOfWeek,
    ArrowDown: daysOfWeek,
    Home: -weekday,
    End: daysOfWeek - 1 - weekday,
  };
  if (key === "PageUp") return monthAfter(day, shiftKey ? -12 : -1);
  if (key === "PageDown") return monthAfter(day, shiftKey ? 12 : 1);
  const step = steps[key];
  return step === undefined ? null : daysAfter(day, step);
}

function daysAfter(day: Date, count: number): Date {
  return new Date(day.getTime() + count * msOfDay);
}

/** Returns the same day `count` months later. In a shorter month, returns the last day. */
function monthAfter(day: Date, count: number): Date {
  const first = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + count, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return daysAfter(first, Math.min(day.getUTCDate(), last) - 1);
}

/** Returns the week of a day. In Japan and the United States, calendars begin the week with Sunday. */
function weekOf(day: Date): Date[] {
  const sunday = daysAfter(day, -day.getUTCDay());
  return Array.from({ length: daysOfWeek }, (_, index) => daysAfter(sunday, index));
}

/** Returns the weeks of a day's month. The first and the last week may include days of other months. */
function weeksOf(day: Date): Date[][] {
  const weeks: Date[][] = [];
  const month = day.getUTCMonth();
  let first = daysAfter(day, 1 - day.getUTCDate());
  while (weeks.length === 0 || first.getUTCMonth() === month) {
    const week = weekOf(first);
    weeks.push(week);
    first = daysAfter(week[0] ?? first, daysOfWeek);
  }
  return weeks;
}

function nameOf(day: Date): string {
  return day.toISOString().slice(0, 10);
}

function isSame(day: Date, other: Date | null): boolean {
  return other !== null && nameOf(day) === nameOf(other);
}
