import { isRecord } from "#contract/objects.ts";
import { Plus } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { blankAt, type Setting, settingAt, settingsIn } from "../../state/blog-settings/setting-schema.ts";
import { moved } from "../../state/blog-settings/setting-values.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { ItemButtons, ListFrame, useListFocus } from "./list-field.tsx";
import { SectionFolder, sectionName } from "./section-folder.tsx";
import { useSettings } from "./use-settings.ts";

/** The settings of a section that are always shown. "More settings" shows the rest. */
const usual = ["title", "address", "path"];

export interface SectionsFieldProps {
  readonly setting: Setting;
  readonly draw: (item: Setting) => ReactNode;
}

/** The sections of the blog, and the addresses that the next posts of each section would get. */
export function SectionsField({ setting, draw }: SectionsFieldProps) {
  const t = useTranslate();
  const { effective, addresses, set } = useSettings();
  const value = effective(setting.path);
  const entries = Object.entries(isRecord(value) ? value : {});
  const { list, follow } = useListFocus();
  const [renamed, setRenamed] = useState<string>();
  const [added, setAdded] = useState<number | null>(null);
  useEffect(() => {
    if (added === null) return;
    const title = list.current?.children[added]?.querySelector("input");
    title?.focus();
    title?.select();
    setAdded(null);
  }, [added, list]);
  const write = (next: readonly (readonly [string, unknown])[]): void =>
    set(setting.path, Object.fromEntries(next));
  return (
    <ListFrame setting={setting} isEmpty={entries.length === 0}>
      <ul className="setting-items" ref={list}>
        {entries.map(([name], index) => {
          const fields = settingsIn(settingAt([...setting.path, name]));
          const isUsual = ({ path }: Setting): boolean => usual.includes(String(path.at(-1)));
          return (
            <li key={name} className="setting-item">
              <div className="setting-item-fields setting-section">
                <SectionFolder
                  name={name}
                  setting={setting}
                  names={entries.map(([other]) => other)}
                  isNew={name === renamed}
                  onRenamed={setRenamed}
                />
                {fields.filter(isUsual).map((field) => draw(field))}
                <NextAddresses addresses={addresses[name] ?? []} />
                <details className="setting-more">
                  <summary>{t("blogSettings.more")}</summary>
                  {fields.filter((field) => !isUsual(field)).map((field) => draw(field))}
                </details>
              </div>
              <ItemButtons
                name={name}
                isFirst={index === 0}
                isLast={index === entries.length - 1}
                onMove={(by) => {
                  write(moved(entries, index, by));
                  follow(index + by, by);
                }}
                onRemove={() => {
                  write(entries.filter(([other]) => other !== name));
                  follow(Math.min(index, entries.length - 2), 0);
                }}
              />
            </li>
          );
        })}
      </ul>
      <NewSection
        setting={setting}
        names={entries.map(([name]) => name)}
        onAdd={(name) => {
          // Until the author types a title, the section has the name of its folder as its title.
          write([...entries, [name, { ...Object(blankAt([...setting.path, name])), title: name }]]);
          setAdded(entries.length);
        }}
      />
    </ListFrame>
  );
}

function NextAddresses({ addresses }: { readonly addresses: readonly string[] }) {
  const t = useTranslate();
  if (addresses.length === 0) return null;
  return (
    <div className="setting-addresses">
      <p className="field-note">{t("blogSettings.nextAddresses")}</p>
      <ul>
        {addresses.map((address) => (
          <li key={address}>{address}</li>
        ))}
      </ul>
    </div>
  );
}

interface NewSectionProps {
  readonly setting: Setting;
  readonly names: readonly string[];
  readonly onAdd: (name: string) => void;
}

/** The field for the name of a new section. */
function NewSection({ setting, names, onAdd }: NewSectionProps) {
  const t = useTranslate();
  const [typed, setTyped] = useState("");
  const { name, isSound } = sectionName(typed, setting, names);
  const add = (): void => {
    if (!isSound) return;
    onAdd(name);
    setTyped("");
  };
  return (
    <TextField
      label={t("blogSettings.newName")}
      value={typed}
      onChange={setTyped}
      onEnter={add}
      description={t("blogSettings.newName.detail")}
      after={
        <Button isDisabled={!isSound} onPress={add}>
          <Plus aria-hidden size={14} strokeWidth={1.75} />
          {t("blogSettings.newName.add")}
        </Button>
      }
    />
  );
}
