import { useId } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components";
import type { ThemeOptionInfo } from "#contract/calls/settings-calls.ts";
import { useLanguage, useTranslate } from "../../state/language.ts";
import { Choice } from "../../ui/choice.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { contrastOnWhite } from "../../writing/colour-contrast.ts";
import { useSettings } from "./use-settings.ts";

/** The choice among the built-in themes, and the options of the chosen theme. */
export function ThemeField() {
  const t = useTranslate();
  const language = useLanguage();
  const { themes, effective, set } = useSettings();
  const chosen = String(effective(["theme"]));
  const isKnown = themes.some(({ name }) => name === chosen);
  const theme = themes.find(({ name }) => name === chosen);
  const all = isKnown
    ? themes
    : [...themes, { name: chosen, title: {}, description: { en: t("blogSettings.ownTheme") } }];
  return (
    <>
      <RadioGroup className="theme-choice" value={chosen} onChange={(name) => set(["theme"], name)}>
        <Label className="setting-legend">{t("setting.theme")}</Label>
        <div className="theme-cards">
          {all.map(({ name, title, description }) => (
            <Radio key={name} value={name} className="theme-card">
              <span className="theme-name">{textIn(title, language) || name}</span>
              <span className="theme-detail">{textIn(description, language)}</span>
            </Radio>
          ))}
        </div>
      </RadioGroup>
      {theme && Object.keys(theme.options).length > 0 ? (
        <fieldset className="setting-group">
          <legend>
            {t("blogSettings.themeOptions", { theme: textIn(theme.title, language) || theme.name })}
          </legend>
          {Object.entries(theme.options).map(([name, option]) => (
            <OptionField key={name} name={name} option={option} />
          ))}
        </fieldset>
      ) : null}
    </>
  );
}

interface OptionFieldProps {
  readonly name: string;
  readonly option: ThemeOptionInfo;
}

function OptionField({ name, option }: OptionFieldProps) {
  const language = useLanguage();
  const { written, set } = useSettings();
  const path = ["themeOptions", name];
  const value = written(path) ?? option.default;
  const label = textIn(option.title, language) || name;
  // Removes a value that is the theme's default, because `withSetting` compares with schema defaults only.
  const choose = (chosen: string | boolean): void =>
    set(path, chosen === option.default ? undefined : chosen);
  if (option.kind === "switch") {
    return <SwitchField label={label} isSelected={value === true} onChange={choose} />;
  }
  if (option.kind === "colour") return <ColourField label={label} value={String(value)} onChange={choose} />;
  return (
    <Choice
      label={label}
      value={String(value)}
      options={option.choices.map((choice) => ({
        value: choice.value,
        label: textIn(choice.title, language) || choice.value,
      }))}
      onChange={choose}
    />
  );
}

interface ColourFieldProps {
  readonly label: string;
  /** The colour as `#rrggbb`. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A colour, chosen in the system's dialog or typed, with its contrast on white paper. */
function ColourField({ label, value, onChange }: ColourFieldProps) {
  const t = useTranslate();
  const id = useId();
  const isColour = /^#[0-9a-f]{6}$/i.test(value);
  const ratio = isColour ? contrastOnWhite(value) : 0;
  const contrast = { ratio: ratio.toFixed(1) };
  return (
    <div className="colour-field">
      <label htmlFor={id}>{label}</label>
      <div className="colour-row">
        <input
          id={id}
          type="color"
          value={isColour ? value : "#000000"}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
        <TextField label={t("blogSettings.hex", { name: label })} value={value} onChange={onChange} />
      </div>
      {isColour ? (
        <p className="field-note">
          {t(ratio < 4.5 ? "blogSettings.contrast.low" : "blogSettings.contrast", contrast)}
        </p>
      ) : null}
    </div>
  );
}

function textIn(texts: Readonly<Record<string, string>>, language: string): string {
  return texts[language] ?? texts.en ?? "";
}
