import { useEffect, useState } from "react";
import type { BackupSettings } from "#contract/types/export-types.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";

const numbers = [1, 3, 5, 10, 20, 50];

/** The author's choices about backups before each publish. Each choice is saved at once. */
export function BackupBeforePublish() {
  const app = useApp();
  const t = useTranslate();
  const { engine, main } = app.services;
  const [settings, setSettings] = useState<BackupSettings | null>(null);
  useEffect(() => {
    void attempt(app, async () => setSettings(await engine.call("backup.read", {})));
  }, [app, engine]);
  if (!settings) return null;
  const { isOn, keep } = settings;
  const saved = { isOn, keep, folder: settings.isUsualFolder ? "" : settings.folder };
  const change = (changes: Partial<typeof saved>): void =>
    void attempt(app, async () => setSettings(await engine.call("backup.set", { ...saved, ...changes })));
  const choose = async (): Promise<void> => {
    const { folder } = await main.call("folder.choose", {});
    if (folder !== null) change({ folder });
  };
  const kept = numbers.includes(keep) ? numbers : [...numbers, keep].sort((a, b) => a - b);
  return (
    <fieldset className="setting-group">
      <legend className="visually-hidden">{t("backup.before")}</legend>
      <SwitchField
        label={t("backup.before")}
        description={t("backup.before.detail")}
        isSelected={isOn}
        onChange={(isWanted) => change({ isOn: isWanted })}
      />
      {isOn ? (
        <>
          <SelectField
            label={t("backup.keep")}
            value={String(keep)}
            options={kept.map((count) => ({
              value: String(count),
              label: t("backup.keep.count", { count }),
            }))}
            onChange={(count) => change({ keep: Number(count) })}
          />
          <div className="field">
            <span className="field-note">{t("backup.folder")}</span>
            <p>{settings.folder}</p>
            <div className="setting-item-actions">
              <Button onPress={() => void attempt(app, choose)}>{t("backup.folder.choose")}</Button>
              {settings.isUsualFolder ? null : (
                <Button variant="quiet" onPress={() => change({ folder: "" })}>
                  {t("backup.folder.usual")}
                </Button>
              )}
            </div>
          </div>
        </>
      ) : null}
    </fieldset>
  );
}
