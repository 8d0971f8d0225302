import { useState } from "react";
import type { HostPreset } from "#contract/settings/host-presets.ts";
import type { SignInSetting, TextSetting } from "#contract/settings/targets/target-kind.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { type MessageKey, useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import {
  asConfigured,
  draftFor,
  type Field,
  faultOf,
  formOf,
  isShown,
  places,
  plain,
  presetOf,
  settingOf,
  type TargetDraft,
} from "./target-draft.ts";

export interface PlaceFieldsProps {
  readonly draft: TargetDraft;
  readonly isNew: boolean;
  readonly onChange: (changes: Partial<TargetDraft>) => void;
  /** Called when the author presses Enter in a field. */
  readonly onEnter: () => void;
}

/** The fields of a target: web host or kind of target, and the settings for this choice. */
export function PlaceFields({ draft, isNew, onChange, onEnter }: PlaceFieldsProps) {
  const t = useTranslate();
  const preset = presetOf(draft.place);
  const form = formOf(draft.place);
  return (
    <>
      {isNew ? (
        <SelectField
          label={t("targets.place")}
          value={draft.place}
          options={places.map((place) => ({ value: place, label: t(`host.${place}.name`) }))}
          onChange={(value) => {
            const place = places.find((candidate) => candidate === value);
            if (place) onChange({ ...draftFor(place, draft.name), makeDefault: draft.makeDefault });
          }}
        />
      ) : null}
      {isNew || form.isAlwaysExplained ? (
        <p className="host-first">
          {t(`host.${draft.place}.first`)}
          {preset && preset.fields.length > 0 ? (
            <span className="host-date">{t("host.asOf", { date: preset.asOf })}</span>
          ) : null}
        </p>
      ) : null}
      <FormFields
        key={preset?.kind ?? draft.place}
        draft={draft}
        fields={form.fields}
        preset={preset}
        onChange={onChange}
        onEnter={onEnter}
      />
    </>
  );
}

interface FormFieldsProps extends Omit<PlaceFieldsProps, "isNew"> {
  readonly fields: readonly Field[];
  readonly preset: HostPreset | undefined;
}

/** The fields of one kind of target. Advanced fields are hidden at first. */
function FormFields({ fields, ...props }: FormFieldsProps) {
  const t = useTranslate();
  const { draft, preset } = props;
  // Presets for unlisted web hosts have no fields. With such a preset, all settings are shown at once.
  const isGeneral = preset?.fields.length === 0;
  const [isOpen, setOpen] = useState(isGeneral);
  const isAdvanced = (field: Field): boolean => "isAdvanced" in field && field.isAdvanced === true;
  const shown = fields.filter((field) => isShown(draft, field));
  const draw = (field: Field) => (
    <FormField key={field.type === "hostPreset" ? field.type : field.key} field={field} {...props} />
  );
  return (
    <>
      {isGeneral ? shown.map(draw) : shown.filter((field) => !isAdvanced(field)).map(draw)}
      {isOpen && !isGeneral ? shown.filter(isAdvanced).map(draw) : null}
      {!(isOpen || isGeneral) && shown.some(isAdvanced) ? (
        <div className="target-more">
          <Button variant="quiet" onPress={() => setOpen(true)}>
            {t("targets.details")}
          </Button>
        </div>
      ) : null}
    </>
  );
}

type FieldProps<One extends Field> = Omit<FormFieldsProps, "fields"> & { readonly field: One };

function FormField({ field, ...props }: FieldProps<Field>) {
  const t = useTranslate();
  const { draft, onChange } = props;
  switch (field.type) {
    case "hostPreset":
      return <HostPresetFields {...props} />;
    case "signIn":
      return <SignInField field={field} {...props} />;
    case "switch":
      return (
        <SwitchField
          label={t(field.label)}
          description={t(field.detail)}
          isSelected={draft.own[field.key] === true}
          onChange={(isOn) => onChange({ own: { ...draft.own, [field.key]: isOn } })}
        />
      );
    case "text":
    case "number":
      return <SettingField field={field} {...props} />;
  }
}

/** The fields for values that the author finds at the web host, such as the account. */
function HostPresetFields({ draft, preset, onChange, onEnter }: Omit<FieldProps<Field>, "field">) {
  const t = useTranslate();
  return preset?.fields.map((field) => (
    <TextField
      key={field}
      label={t(`host.field.${field}`)}
      value={draft.fields[field] ?? ""}
      onChange={(value) => onChange({ fields: { ...draft.fields, [field]: value } })}
      onBlur={() => onChange({ fields: { ...draft.fields, [field]: plain(draft.fields[field] ?? "") } })}
      onEnter={onEnter}
      placeholder={preset.examples[field] ?? ""}
    />
  ));
}

function SignInField({ field, draft, preset, onChange }: FieldProps<SignInSetting<string, MessageKey>>) {
  const t = useTranslate();
  const signIns = [...(draft.ssh ? [asConfigured] : []), ...(preset?.signIns ?? [])] as const;
  return (
    <Choice
      label={t(field.label)}
      value={settingOf(draft, field.key)}
      options={signIns.map((kind) => ({ value: kind, label: t(`targets.signIn.${kind}`) }))}
      onChange={(signIn) => onChange({ own: { ...draft.own, [field.key]: signIn } })}
    />
  );
}

function SettingField({ field, draft, onChange, onEnter }: FieldProps<TextSetting<string, MessageKey>>) {
  const t = useTranslate();
  const { key, label, detail, example, alias, chosen, isCheckedFrom = "" } = field;
  const { ssh } = draft;
  const configured = alias === undefined ? null : ssh?.[alias];
  const found = ssh && {
    host: ssh.host,
    jump: ssh.jump ?? "none",
    ignored: ssh.ignored.length === 0 ? "none" : ssh.ignored.join(", "),
  };
  const about = alias === "host" && found ? t("targets.ssh.found", found) : detail && t(detail);
  const isChecked = draft.own[key] !== undefined && settingOf(draft, key).includes(isCheckedFrom);
  const fault = isChecked ? faultOf(draft, key) : null;
  const change = (value: string): void => onChange({ own: { ...draft.own, [key]: value } });
  return (
    <TextField
      label={t(label)}
      value={settingOf(draft, key)}
      onChange={change}
      onEnter={onEnter}
      after={chosen === undefined ? null : <ChooseButton label={t(label)} chosen={chosen} onTake={change} />}
      placeholder={String(configured ?? example)}
      description={about}
      error={fault === null ? undefined : t(`error.${fault}.todo`)}
    />
  );
}

interface ChooseButtonProps {
  readonly label: string;
  readonly chosen: NonNullable<TextSetting["chosen"]>;
  readonly onTake: (path: string) => void;
}

/** The button beside a field for a path. The author chooses the file or folder in a dialog. */
function ChooseButton({ label, chosen, onTake }: ChooseButtonProps) {
  const app = useApp();
  const t = useTranslate();
  const { main } = app.services;
  const choose = async (): Promise<void> => {
    const path =
      chosen === "folder"
        ? (await main.call("folder.choose", {})).folder
        : (await main.call("key.choose", { kind: chosen === "publicKey" ? "public" : "private" })).file;
    if (path !== null) onTake(path);
  };
  return (
    <Button label={t("action.choose.for", { name: label })} onPress={() => void attempt(app, choose)}>
      {t("action.choose")}
    </Button>
  );
}
