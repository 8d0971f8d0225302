import { useId, useRef } from "react";
import type { ShownColour, ThemeOptionInfo } from "#contract/calls/settings-calls.ts";
import { isRecord } from "#contract/objects.ts";
import { useLanguage, useTranslate } from "../../state/language.ts";
import { Choice } from "../../ui/choice.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { contrastLevel, contrastOf, shownColour } from "../../writing/colour-contrast.ts";
import { textIn } from "./setting-texts.ts";
import { OwnThemes } from "./own-themes.tsx";
import { ThemeFileEditor } from "./theme-file-editor.tsx";
import { ThemeFilesField } from "./theme-files-field.tsx";
import { ThemeGallery } from "./theme-gallery.tsx";
import { useSettings } from "./use-settings.ts";
import { withSetting } from "../../state/blog-settings/setting-schema.ts";
import { type Values, valueAt } from "../../state/blog-settings/setting-values.ts";

/** The gallery of themes, and the options of the chosen theme. */
export function ThemeField() {
  const t = useTranslate();
  const language = useLanguage();
  const { themes, effective } = useSettings();
  const heading = useId();
  const choose = useChosenOptions();
  const chosen = String(effective(["theme"]));
  const theme = themes.find(({ name }) => name === chosen);
  return (
    <>
      <ThemeGallery onChoose={choose} />
      <OwnThemes />
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
      {theme && !Object.values(theme.options).some(({ kind }) => kind === "colour") ? (
        <p className="field-note">{t("blogSettings.noColours")}</p>
      ) : null}
      <section className="setting-group" aria-labelledby={heading}>
        <h4 id={heading} className="setting-legend">
          {t("blogSettings.ownCss")}
        </h4>
        <p className="field-note">{t("blogSettings.ownCss.detail")}</p>
        <ThemeFileEditor theme={chosen} path="own.css" label={t("blogSettings.ownCss")} />
      </section>
      {theme ? <ThemeFilesField theme={theme} onChoose={choose} /> : null}
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
  // Removes a value that is the theme's default, because `withSetting` knows only the schema's defaults.
  const choose = (chosen: string | boolean): void =>
    set(path, chosen === option.default ? undefined : chosen);
  if (option.kind === "switch") {
    return <SwitchField label={label} isSelected={value === true} onChange={choose} />;
  }
  if (option.kind === "colour") {
    return <ColourField label={label} value={String(value)} shown={option.shown} onChange={choose} />;
  }
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
  readonly shown: ThemeOptionInfo["shown"];
  readonly onChange: (value: string) => void;
}

/** A colour that the author types or chooses in a dialog. Shows its contrast on the pages of the theme. */
function ColourField({ label, value, shown, onChange }: ColourFieldProps) {
  const t = useTranslate();
  const id = useId();
  const isColour = /^#[0-9a-f]{6}$/i.test(value);
  const schemes = shown.light || shown.dark ? shown : { light: asItIs };
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
        <TextField
          label={t("blogSettings.hex", { name: label })}
          value={value}
          onChange={onChange}
          error={isColour ? undefined : t("blogSettings.hex.problem")}
        />
      </div>
      {isColour ? (
        <ul className="colour-contrasts">
          {(["light", "dark"] as const).map((scheme) => {
            const how = schemes[scheme];
            return how ? <ContrastNote key={scheme} scheme={scheme} how={how} value={value} /> : null;
          })}
        </ul>
      ) : null}
    </div>
  );
}

/** The default display of a colour: unchanged, on a white background. */
const asItIs: ShownColour = { on: "#ffffff", lightness: [0, 1], chroma: 1 };

interface ContrastNoteProps {
  readonly scheme: "light" | "dark";
  readonly how: ShownColour;
  readonly value: string;
}

/** The contrast of a colour in one colour scheme: a sample, a number and a level in words. */
function ContrastNote({ scheme, how, value }: ContrastNoteProps) {
  const t = useTranslate();
  const colour = shownColour(value, how);
  const ratio = contrastOf(colour, how.on);
  return (
    <li className="field-note">
      <span className="colour-sample" aria-hidden style={{ color: colour, background: how.on }}>
        {t("blogSettings.contrast.sample")}
      </span>
      {t(`blogSettings.contrast.${scheme}`, {
        ratio: (Math.floor(ratio * 10) / 10).toFixed(1),
        level: t(`blogSettings.contrast.level.${contrastLevel(ratio)}`),
      })}
    </li>
  );
}

/**
 * Returns a function that chooses a theme and restores the options last chosen for this theme.
 * Removes options of the previous theme that the new theme does not have.
 */
function useChosenOptions(): (name: string) => void {
  const { draft, themes } = useSettings();
  const before = useRef(new Map<string, Values>());
  return (name) => {
    const { values } = draft.store.getState();
    if (values === null) return;
    const options = valueAt(values, ["themeOptions"]);
    const own = isRecord(options) ? options : {};
    before.current.set(String(valueAt(values, ["theme"]) ?? ""), own);
    const theme = themes.find((candidate) => candidate.name === name);
    const fitting = Object.entries(own).filter(([key]) => theme !== undefined && key in theme.options);
    const next = before.current.get(name) ?? Object.fromEntries(fitting);
    const chosen = withSetting(values, draft.savedValues, ["theme"], name);
    const kept = Object.keys(next).length > 0 ? next : undefined;
    draft.change(withSetting(chosen, draft.savedValues, ["themeOptions"], kept), "theme");
  };
}
