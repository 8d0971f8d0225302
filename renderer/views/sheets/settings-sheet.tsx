import { useStore } from "zustand";
import type { Preferences } from "#contract/main-contract.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { SizeField } from "../../ui/size-field.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";

/** The author's preferences; each takes effect at once. */
export function SettingsSheet() {
  const app = useApp();
  const t = useTranslate();
  const values = useStore(app.preferences.store);
  const close = (): void => app.workspace.closeSheet();
  const set = (changes: Partial<Preferences>): void => void attempt(app, () => app.preferences.set(changes));
  return (
    <Sheet
      title={t("command.settings")}
      size="small"
      onClose={close}
      actions={
        <>
          <Button onPress={() => app.workspace.openSheet("keys")}>{t("command.keys")}</Button>
          <Button onPress={close}>{t("action.close")}</Button>
        </>
      }
    >
      <Choice
        label={t("settings.language")}
        value={values.language}
        options={[
          { value: "system", label: t("settings.system") },
          { value: "ja", label: "日本語" },
          { value: "en", label: "English" },
        ]}
        onChange={(language) => set({ language })}
      />
      <Choice
        label={t("settings.colours")}
        value={values.colours}
        options={[
          { value: "system", label: t("settings.system") },
          { value: "light", label: t("settings.light") },
          { value: "dark", label: t("settings.dark") },
        ]}
        onChange={(colours) => set({ colours })}
      />
      <Choice
        label={t("settings.font")}
        value={values.editorFont}
        options={[
          { value: "sans", label: t("settings.font.sans") },
          { value: "serif", label: t("settings.font.serif") },
          { value: "mono", label: t("settings.font.mono") },
        ]}
        onChange={(editorFont) => set({ editorFont })}
      />
      <SizeField
        label={t("settings.fontSize")}
        value={values.editorFontSize}
        min={12}
        max={28}
        smallerLabel={t("settings.smaller")}
        largerLabel={t("settings.larger")}
        onChange={(editorFontSize) => set({ editorFontSize })}
      />
      <p className="font-sample" style={{ fontSize: values.editorFontSize }}>
        {t("settings.sample")}
      </p>
      <SwitchField
        label={t("settings.typewriter")}
        isSelected={values.typewriter}
        onChange={(typewriter) => set({ typewriter })}
      />
      <SwitchField
        label={t("settings.focusMode")}
        isSelected={values.focusMode}
        onChange={(focusMode) => set({ focusMode })}
      />
      <SwitchField
        label={t("settings.spellCheck")}
        description={t("settings.spellCheck.detail")}
        isSelected={values.spellCheck}
        onChange={(spellCheck) => set({ spellCheck })}
      />
      <SwitchField
        label={t("settings.keepRunning")}
        description={t("settings.keepRunning.detail")}
        isSelected={values.keepRunning}
        onChange={(keepRunning) => set({ keepRunning })}
      />
      <SwitchField
        label={t("settings.compatibility")}
        description={t("settings.compatibility.detail")}
        isSelected={!values.editContext}
        onChange={(compatible) => set({ editContext: !compatible })}
      />
    </Sheet>
  );
}
