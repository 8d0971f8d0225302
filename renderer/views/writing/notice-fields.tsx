import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { useApp } from "../../state/app.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import type { DraftNotice } from "../../state/notice-draft.ts";
import { Choice } from "../../ui/choice.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { TextBox } from "../../ui/text-box.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useWaitingLinks } from "../blog-settings/link-targets.ts";
import { CalendarButton } from "../shared/date-picker.tsx";
import { dateIn, isDate, isOver, plainDate } from "../../writing/dates.ts";

export interface NoticeFieldsProps {
  readonly notice: DraftNotice;
  /** Position of the notice in the list, from 1. */
  readonly number: number;
  readonly count: number;
  readonly timeZone: string;
}

/** The fields of one notice: text and expiry time. A dated notice also has a field for its date and time. */
export function NoticeFields({ notice, number, count, timeZone }: NoticeFieldsProps) {
  const { notices } = useApp();
  const t = useTranslate();
  const blogLanguage = useBlogLanguage();
  const { key, text, dated, at = "", until = "" } = notice;
  const waiting = useWaitingLinks()(text);
  const problemOf = (date: string): string | undefined =>
    isDate(plainDate(date)) ? undefined : t("property.date.problem");
  const isStampedAnew = notices.stampOf(notice) === null;
  const shownAt = isStampedAnew && isDate(plainDate(at)) ? "" : at;
  return (
    <fieldset className="notice-fields">
      <legend className="visually-hidden">{t("notices.number", { number })}</legend>
      <TextBox
        label={t("notices.text")}
        value={text}
        rows={2}
        lang={blogLanguage}
        onChange={(typed) => notices.edit(key, { text: typed })}
        description={waiting.length === 0 ? undefined : waiting.join("\n")}
        autoFocus={text === "" || number === 1}
      />
      <div className="notice-times">
        <Choice
          label={t("notices.kind")}
          value={dated ? "dated" : "permanent"}
          options={[
            { value: "dated", label: t("notices.kind.dated") },
            { value: "permanent", label: t("notices.kind.permanent") },
          ]}
          onChange={(kind) => notices.edit(key, { dated: kind === "dated" })}
        />
        {dated ? (
          <TextField
            label={t("notices.at", { zone: timeZone })}
            value={shownAt}
            placeholder={t("notices.at.saved")}
            onChange={(typed) => notices.edit(key, { at: typed })}
            onBlur={() => {
              if (plainDate(at) !== at) notices.edit(key, { at: plainDate(at) });
            }}
            error={problemOf(at)}
            after={
              <CalendarButton
                label={t("notices.at.calendar")}
                value={shownAt}
                timeZone={timeZone}
                onChange={(chosen) => notices.edit(key, { at: chosen })}
              />
            }
          />
        ) : null}
        <TextField
          label={t("notices.until")}
          value={until}
          placeholder={t("notices.until.never")}
          onChange={(typed) => notices.edit(key, { until: typed })}
          description={
            isOver(plainDate(until), dateIn(timeZone, Date.now())) ? t("notices.until.over") : undefined
          }
          error={problemOf(until)}
          after={
            <CalendarButton
              label={t("notices.until.calendar")}
              value={until}
              timeZone={timeZone}
              isDay
              onChange={(chosen) => notices.edit(key, { until: chosen })}
            />
          }
        />
        <div className="notice-buttons">
          <IconButton
            icon={ArrowUp}
            label={t("notices.up", { number })}
            isDisabled={number === 1}
            onPress={() => notices.move(key, -1)}
          />
          <IconButton
            icon={ArrowDown}
            label={t("notices.down", { number })}
            isDisabled={number === count}
            onPress={() => notices.move(key, 1)}
          />
          <IconButton
            icon={Trash2}
            label={t("notices.remove", { number })}
            onPress={() => notices.remove(key)}
          />
        </div>
      </div>
    </fieldset>
  );
}
