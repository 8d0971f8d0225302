import { useState } from "react";
import type { HostPreset, SignInKind } from "#contract/settings/host-presets.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import {
  draftFor,
  faultOf,
  isRemote,
  type OwnKey,
  places,
  plain,
  presetOf,
  type TargetDraft,
  settingOf,
} from "./target-draft.ts";

export interface PlaceFieldsProps {
  readonly draft: TargetDraft;
  readonly isNew: boolean;
  readonly onChange: (changes: Partial<TargetDraft>) => void;
}

/** The fields for where a target is: the web host or kind of target, and the settings that it needs. */
export function PlaceFields({ draft, isNew, onChange }: PlaceFieldsProps) {
  const t = useTranslate();
  const preset = presetOf(draft.place);
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
      {isNew || draft.place === "rclone" ? (
        <p className="host-first">
          {t(`host.${draft.place}.first`)}
          {preset && preset.id !== "openssh" ? (
            <span className="host-date">{t("host.asOf", { date: preset.asOf })}</span>
          ) : null}
        </p>
      ) : null}
      {preset ? <HostFields draft={draft} preset={preset} onChange={onChange} /> : null}
      {draft.place === "rclone" ? (
        <TextField
          label={t("targets.remote")}
          value={draft.remote}
          onChange={(remote) => onChange({ remote })}
          placeholder="my-bucket:blog"
          error={
            draft.remote.includes(":") && !isRemote(draft.remote)
              ? t("error.rclone.remoteInvalid.todo")
              : undefined
          }
          description={t("targets.remote.detail")}
        />
      ) : null}
      {preset ? null : (
        <OwnFields
          draft={draft}
          keys={draft.place === "folder" ? ["directory", "url"] : ["url"]}
          onChange={onChange}
        />
      )}
    </>
  );
}

type DraftProps = Pick<PlaceFieldsProps, "draft" | "onChange">;

/**
 * The settings that only the customer of a web host knows. The other settings are hidden until the author
 * opens them.
 */
function HostFields({ draft, preset, onChange }: DraftProps & { readonly preset: HostPreset }) {
  const t = useTranslate();
  const [isOpen, setOpen] = useState(preset.fields.length === 0);
  const isGeneral = preset.fields.length === 0;
  return (
    <>
      {preset.fields.map((field) => (
        <TextField
          key={field}
          label={t(`host.field.${field}`)}
          value={draft.fields[field] ?? ""}
          onChange={(value) => onChange({ fields: { ...draft.fields, [field]: value } })}
          onBlur={() => onChange({ fields: { ...draft.fields, [field]: plain(draft.fields[field] ?? "") } })}
          placeholder={preset.examples[field] ?? ""}
        />
      ))}
      <Choice
        label={t("targets.signIn")}
        value={draft.signIn}
        options={preset.signIns.map((kind: SignInKind) => ({
          value: kind,
          label: t(`targets.signIn.${kind}`),
        }))}
        onChange={(signIn) => onChange({ signIn })}
      />
      {draft.signIn === "key" ? (
        <TextField
          label={t("targets.key")}
          value={draft.key}
          onChange={(key) => onChange({ key })}
          placeholder="~/.ssh/id_ed25519"
          description={t("targets.key.detail")}
        />
      ) : null}
      {isOpen || isGeneral ? (
        <>
          <OwnFields draft={draft} keys={["host", "port", "user", "directory", "url"]} onChange={onChange} />
          <SwitchField
            label={t("targets.swap")}
            description={t("targets.swap.detail")}
            isSelected={draft.swaps}
            onChange={(swaps) => onChange({ swaps })}
          />
          <SwitchField
            label={t("targets.old")}
            description={t("targets.old.detail")}
            isSelected={draft.permitsOld}
            onChange={(permitsOld) => onChange({ permitsOld })}
          />
        </>
      ) : (
        <div className="target-more">
          <Button variant="quiet" onPress={() => setOpen(true)}>
            {t("targets.details")}
          </Button>
        </div>
      )}
    </>
  );
}

const examples: Readonly<Record<OwnKey, string>> = {
  host: "ssh.example.com",
  port: "22",
  user: "example",
  directory: "/home/example/public_html",
  url: "https://example.com/",
};

function OwnFields({ draft, keys, onChange }: DraftProps & { readonly keys: readonly OwnKey[] }) {
  const t = useTranslate();
  return keys.map((key) => {
    const fault = draft.own[key] === undefined ? null : faultOf(draft, key);
    return (
      <TextField
        key={key}
        label={t(draft.place === "folder" && key === "directory" ? "targets.folder" : `targets.${key}`)}
        value={settingOf(draft, key)}
        onChange={(value) => onChange({ own: { ...draft.own, [key]: value } })}
        placeholder={examples[key]}
        error={fault === null ? undefined : t(`error.${fault}.todo`)}
      />
    );
  });
}
