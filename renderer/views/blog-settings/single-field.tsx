import { isRecord } from "#contract/objects.ts";
import { RotateCcw } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useStore } from "zustand";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { useApp } from "../../state/app.ts";
import { defaultAt, type Setting } from "../../state/blog-settings/setting-schema.ts";
import { isSame } from "../../state/blog-settings/setting-values.ts";
import { useTranslate } from "../../state/language.ts";
import { Choice } from "../../ui/choice.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { isDate, plainDate } from "../../writing/dates.ts";
import { commonLanguages } from "../../writing/common-languages.ts";
import { CalendarButton } from "../shared/date-picker.tsx";
import { PictureField } from "../media/picture-field.tsx";
import { targetName } from "../shared/texts.ts";
import { LinkField } from "./link-field.tsx";
import { LongText } from "./long-text.tsx";
import { PasswordField } from "./password-field.tsx";
import { choiceLabelOf, costOf, detailOf, labelOf, problemOf } from "./setting-texts.ts";
import { useSettings } from "./use-settings.ts";

export interface SingleFieldProps {
  readonly setting: Setting;
  /** The label of the field. If it is missing, the label of the setting is shown. */
  readonly label?: string | undefined;
  readonly autoFocus?: boolean;
}

export function SingleField(props: SingleFieldProps) {
  switch (props.setting.kind) {
    case "switch":
      return <SwitchSetting {...props} />;
    case "triple":
    case "choice":
      return <ChoiceSetting {...props} />;
    case "target":
      return <TargetSetting {...props} />;
    case "number":
    case "numbers":
      return <NumberSetting {...props} />;
    case "link":
      return <LinkSetting {...props} />;
    case "picture":
      return <PictureSetting {...props} />;
    case "password":
      return <PasswordField setting={props.setting} />;
    case "markdown":
    case "lines":
      return <LongText {...props} />;
    default:
      return <ShortText {...props} />;
  }
}

function suggestionsFor({ kind }: Setting): readonly string[] {
  if (kind === "zone") return Intl.supportedValuesOf("timeZone");
  return kind === "language" ? commonLanguages : [];
}

/** A picture and its path. The author can choose another picture of the blog. */
function PictureSetting({ setting, label }: SingleFieldProps) {
  const t = useTranslate();
  const { effective, set } = useSettings();
  return (
    <PictureField
      label={label ?? labelOf(t, setting)}
      value={String(effective(setting.path) ?? "")}
      post={null}
      onTake={(path) => set(setting.path, path === "" ? undefined : path)}
    >
      {(buttons) => <ShortText setting={setting} label={label} buttons={buttons} />}
    </PictureField>
  );
}

interface ShortTextProps extends SingleFieldProps {
  /** Buttons at the right of the field. */
  readonly buttons?: ReactNode;
}

function ShortText({ setting, label, autoFocus = false, buttons }: ShortTextProps) {
  const t = useTranslate();
  const { effective, problems, set } = useSettings();
  const { path, kind } = setting;
  const value = String(effective(path) ?? "");
  const isBadDate = kind === "date" && !isDate(plainDate(value));
  const isOptional = !setting.isRequired && defaultAt(path) === undefined;
  return (
    <TextField
      label={label ?? labelOf(t, setting)}
      value={value}
      onChange={(typed) => set(path, typed === "" && isOptional ? undefined : typed)}
      onBlur={() => {
        // Converts full-width characters of the typed date to ASCII, but otherwise keeps the notation.
        if (kind === "date" && /[^\x20-\x7e]/.test(value)) set(path, plainDate(value));
      }}
      suggestions={suggestionsFor(setting)}
      description={detailOf(t, setting)}
      error={isBadDate ? t("blogSettings.date.problem") : problemOf(t, problems, setting)}
      after={
        kind === "date" ? (
          <CalendarButton
            label={t(path.at(-1) === "until" ? "notices.until.calendar" : "notices.at.calendar")}
            value={value}
            timeZone={String(effective(["timeZone"]) ?? "UTC")}
            isDay={path.at(-1) === "until"}
            onChange={(chosen) => set(path, chosen)}
          />
        ) : (
          (buttons ?? <ResetButton setting={setting} />)
        )
      }
      autoFocus={autoFocus}
    />
  );
}

/** A link, typed or chosen. A chosen target also fills an empty label of the same item. */
function LinkSetting({ setting, label, autoFocus = false }: SingleFieldProps) {
  const t = useTranslate();
  const { effective, problems, set } = useSettings();
  const { path } = setting;
  const words = [...path.slice(0, -1), "label"];
  const isUnfinished = String(effective(path) ?? "") === "" && String(effective(words) ?? "") !== "";
  return (
    <LinkField
      label={label ?? labelOf(t, setting)}
      value={String(effective(path) ?? "")}
      onChange={(url) => set(path, url)}
      onPick={({ url, title }) => {
        set(path, url);
        if (effective(words) === "") set(words, title);
      }}
      error={problemOf(t, problems, setting)}
      note={isUnfinished ? t("linkTarget.noAddress") : undefined}
      autoFocus={autoFocus}
    />
  );
}

/** Removes a setting from the file, so that its default applies again. */
function ResetButton({ setting }: { readonly setting: Setting }) {
  const t = useTranslate();
  const { written, set } = useSettings();
  const preset = defaultAt(setting.path);
  const value = written(setting.path);
  if (setting.isRequired || preset === undefined || preset === "") return null;
  if (value === undefined || isSame(value, preset)) return null;
  return (
    <IconButton
      icon={RotateCcw}
      label={t("blogSettings.reset", { name: labelOf(t, setting) })}
      onPress={() => set(setting.path, undefined)}
    />
  );
}

function NumberSetting({ setting, label, autoFocus = false }: SingleFieldProps) {
  const t = useTranslate();
  const { effective, problems, set } = useSettings();
  const { path, kind, isRequired } = setting;
  const value = effective(path);
  const shown = Array.isArray(value) ? value.join(", ") : String(value ?? "");
  // The typed text stays in the field as long as it means the current value: "480, " means 480.
  const [typed, setTyped] = useState(shown);
  const read = kind === "numbers" ? readNumbers : readNumber;
  const isOwn = isSame(read(typed), value) || read(typed) === null;
  const text = isOwn ? typed : shown;
  return (
    <div className="setting-number">
      <TextField
        label={label ?? labelOf(t, setting)}
        value={text}
        onChange={(next) => {
          setTyped(next);
          const meant = read(next);
          if (meant !== null) set(path, meant);
          else if (next.trim() === "" && !isRequired) set(path, undefined);
        }}
        onBlur={() => setTyped(shown)}
        description={detailOf(t, setting)}
        error={read(text) === null ? t("blogSettings.numbers.problem") : problemOf(t, problems, setting)}
        after={<ResetButton setting={setting} />}
        autoFocus={autoFocus}
      />
    </div>
  );
}

/** Parses a whole number. The digits may be full-width. Returns null for any other text. */
function readNumber(text: string): number | null {
  const plain = text.normalize("NFKC").trim();
  return /^-?\d{1,15}$/.test(plain) ? Number(plain) : null;
}

function readNumbers(text: string): number[] | null {
  const numbers = text
    .split(/[,、，\s]+/)
    .filter(Boolean)
    .map(readNumber);
  const whole = numbers.filter((number) => number !== null);
  return whole.length === numbers.length && whole.length > 0 ? whole : null;
}

function SwitchSetting({ setting, label }: SingleFieldProps) {
  const t = useTranslate();
  const { effective, set } = useSettings();
  return (
    <SwitchField
      label={label ?? labelOf(t, setting)}
      description={detailOf(t, setting) ?? ""}
      isSelected={effective(setting.path) === true}
      onChange={(isOn) => set(setting.path, isOn)}
    />
  );
}

/** A choice of one value. If the setting is optional, "not set" is one of the options. */
function ChoiceSetting({ setting, label }: SingleFieldProps) {
  const t = useTranslate();
  const posts = useStore(useApp().blog.store, (state) => state.posts.filter(isOnSite).length);
  const { effective, problems, set } = useSettings();
  const { path, kind, schema, isRequired } = setting;
  const isOptional = !isRequired && defaultAt(path) === undefined;
  const values: readonly (readonly [name: string, value: unknown, label: string])[] =
    kind === "triple"
      ? [
          ["on", true, t("blogSettings.on")],
          ["off", false, t("blogSettings.off")],
        ]
      : (schema.enum ?? []).map((value) => [value, value, choiceLabelOf(t, setting, value)]);
  const left = kind === "triple" ? t("blogSettings.auto") : choiceLabelOf(t, setting, "none");
  const all = [...(isOptional ? [["", undefined, left] as const] : []), ...values];
  const options = all.map(([name, , text]) => ({ value: name, label: text }));
  const chosen = all.find(([, value]) => value === effective(path))?.[0] ?? null;
  const choose = (name: string): void => set(path, all.find(([option]) => option === name)?.[1]);
  const field = { label: label ?? labelOf(t, setting), options, onChange: choose };
  const notes = [
    problemOf(t, problems, setting) ?? detailOf(t, setting),
    chosen === null ? undefined : costOf(t, setting, chosen, posts),
  ].filter((text) => text !== undefined);
  return (
    <div className="setting-choice">
      {options.length > 3 ? (
        <SelectField {...field} value={chosen ?? ""} />
      ) : (
        <Choice {...field} value={chosen} />
      )}
      {notes.map((text) => (
        <p key={text} className="field-note">
          {text}
        </p>
      ))}
    </div>
  );
}

/** Whether a post has a page on the site, now or after the next publish. */
function isOnSite({ kind, state }: Pick<PostSummary, "kind" | "state">): boolean {
  return kind === "post" && state !== "draft" && state !== "scheduled";
}

/** The choice of the target that the Publish command uses. */
function TargetSetting({ setting }: SingleFieldProps) {
  const t = useTranslate();
  const { effective, set } = useSettings();
  const targets = effective(["targets"]);
  const options = Object.entries(isRecord(targets) ? targets : {}).map(([name, target]) => ({
    value: name,
    label: isRecord(target) && target.kind === "practice" ? targetName(t, { name, kind: "practice" }) : name,
  }));
  return (
    <SelectField
      label={labelOf(t, setting)}
      value={String(effective(setting.path))}
      options={options}
      onChange={(name) => set(setting.path, name)}
    />
  );
}
