import {
  type Setting,
  blankAt,
  settingsBeside,
  settingsIn,
} from "../../state/blog-settings/setting-schema.ts";
import { runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { ListField } from "./list-field.tsx";
import { MenuField } from "./menu-field.tsx";
import { SectionsField } from "./sections-field.tsx";
import { detailOf, labelOf } from "./setting-texts.ts";
import { SingleField, type SingleFieldProps } from "./single-field.tsx";
import { ThemeField } from "./theme-field.tsx";
import { useSettings } from "./use-settings.ts";

/** Groups of short fields, shown side by side if there is room. */
const pairs: readonly string[] = ["links.*", "share.*", "front"];

export function SettingField({ setting, label, autoFocus = false }: SingleFieldProps) {
  switch (setting.kind) {
    case "none":
      return null;
    case "theme":
      return <ThemeField />;
    case "targets":
      return <TargetsField setting={setting} />;
    case "menu":
      return <MenuField setting={setting} />;
    case "group":
      return <GroupField setting={setting} label={label} autoFocus={autoFocus} />;
    case "switched":
      return <SwitchedField setting={setting} />;
    case "list":
      return (
        <ListField
          setting={setting}
          draw={(item, name, isNew) => <SettingField setting={item} label={name} autoFocus={isNew} />}
        />
      );
    case "record":
      return (
        <SectionsField
          setting={setting}
          draw={(item) => <SettingField key={item.pattern} setting={item} />}
        />
      );
    default:
      return <SingleField setting={setting} label={label} autoFocus={autoFocus} />;
  }
}

function GroupField({ setting, label, autoFocus = false }: SingleFieldProps) {
  const t = useTranslate();
  const detail = label === undefined ? detailOf(t, setting) : undefined;
  return (
    <fieldset className="setting-group">
      <legend>{label ?? labelOf(t, setting)}</legend>
      {detail === undefined ? null : <p className="field-note">{detail}</p>}
      <div className={pairs.includes(setting.pattern) ? "setting-pair" : "setting-fields"}>
        {settingsBeside(setting).map((inner, index) => (
          <SettingField key={inner.pattern} setting={inner} autoFocus={autoFocus && index === 0} />
        ))}
      </div>
    </fieldset>
  );
}

/** A switch for a part of the site, such as the counter. If it is on, the part's settings are shown. */
function SwitchedField({ setting }: { readonly setting: Setting }) {
  const t = useTranslate();
  const { written, set } = useSettings();
  const isOn = written(setting.path) !== undefined;
  return (
    <fieldset className="setting-group">
      <legend className="visually-hidden">{labelOf(t, setting)}</legend>
      <SwitchField
        label={labelOf(t, setting)}
        description={detailOf(t, setting) ?? ""}
        isSelected={isOn}
        onChange={(isWanted) => set(setting.path, isWanted ? blankAt(setting.path) : undefined)}
      />
      {isOn ? settingsIn(setting).map((inner) => <SettingField key={inner.pattern} setting={inner} />) : null}
    </fieldset>
  );
}

/** Opens the sheet of targets, in which the author can also test a target. */
function TargetsField({ setting }: { readonly setting: Setting }) {
  const app = useApp();
  const t = useTranslate();
  return (
    <fieldset className="setting-group">
      <legend>{labelOf(t, setting)}</legend>
      <p className="field-note">{detailOf(t, setting)}</p>
      <div>
        <Button onPress={() => void runCommand(app, "targets")}>{t("blogSettings.targets")}</Button>
      </div>
    </fieldset>
  );
}
