import { useEffect, useRef, useState } from "react";
import type {
  PlacePath,
  Proposal,
  SettingsEditor,
  SettingsHost,
} from "../../editor/settings/settings-editor.ts";
import { type Setting, settingAt, settingsIn } from "../../state/blog-settings/setting-schema.ts";
import { isDeadLink } from "../../state/blog-settings/settings-draft-state.ts";
import { settingsSections } from "../../state/blog-settings/setting-table.ts";
import { type Messages, useLanguage, useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { errorTexts } from "../shared/texts.ts";
import { choiceLabelOf, detailOf, labelOf } from "./setting-texts.ts";
import { useSettings } from "./use-settings.ts";

/** A text editor for the whole `blog.yaml`, with suggestions, descriptions and error messages. */
export function RawSettings() {
  const t = useTranslate();
  const language = useLanguage();
  const { draft, text, problems } = useSettings();
  const container = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<SettingsEditor | null>(null);
  const [described, setDescribed] = useState<Setting | null>(null);
  useEffect(() => {
    let isGone = false;
    let made: SettingsEditor | null = null;
    const make = async (): Promise<void> => {
      // Loads Monaco's Japanese texts before Monaco. Otherwise, Monaco would show English texts.
      if (language === "ja") await import("monaco-editor/nls/lang/ja");
      const { SettingsEditor } = await import("../../editor/settings/settings-editor.ts");
      if (isGone || !container.current) return;
      const shown = draft.store.getState().text ?? "";
      made = new SettingsEditor(
        container.current,
        hostFor(t, draft, setDescribed),
        shown,
        t("blogSettings.raw.label"),
      );
      setEditor(made);
    };
    void make();
    return () => {
      isGone = true;
      made?.dispose();
      setEditor(null);
    };
  }, [draft, language, t]);
  useEffect(() => {
    if (text !== null) editor?.show(text);
  }, [editor, text]);
  const remarks = problems
    .filter((problem) => !isDeadLink(problem))
    .map((problem) => ({
      line: problem.line ?? 1,
      message: errorTexts(t, problem).what,
    }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: `remarks` depends on problems and language only
  useEffect(() => editor?.mark(remarks), [editor, problems, t]);
  return (
    <>
      <p className="field-note">{t("blogSettings.raw.detail")}</p>
      <div className="settings-raw" ref={container} />
      <p className="settings-described" role="status">
        {described ? <strong>{labelOf(t, described)}</strong> : null}
        {described ? ` ${detailOf(t, described) ?? ""}` : t("blogSettings.raw.describe")}
      </p>
      <section aria-label={t("blogSettings.raw.problems")} className="settings-problems" role="status">
        {remarks.length === 0 ? <p className="field-note">{t("blogSettings.raw.fine")}</p> : null}
        {remarks.map(({ line, message }) => (
          <Button key={`${line} ${message}`} variant="quiet" onPress={() => editor?.goTo(line)}>
            {t("blogSettings.raw.line", { line, text: message })}
          </Button>
        ))}
      </section>
    </>
  );
}

/** Returns the completions and descriptions of settings for the editor, in the author's language. */
function hostFor(
  t: Messages,
  draft: { setText: (text: string) => void },
  onReached: (setting: Setting | null) => void,
): SettingsHost {
  const proposal = (setting: Setting): Proposal => ({
    text: String(setting.path.at(-1)),
    name: labelOf(t, setting),
    detail: detailOf(t, setting) ?? labelOf(t, setting),
  });
  return {
    keysAt: (path) => {
      if (path.length > 0) return (settingFor(path) ? settingsIn(settingAt(path)) : []).map(proposal);
      {
        const keys = settingsSections.flatMap((section) => section.keys);
        return keys.filter((key) => !key.includes(".")).map((key) => proposal(settingAt([key])));
      }
    },
    valuesAt: (path) => {
      const setting = settingFor(path);
      if (!setting) return [];
      const { enum: choices = [], type } = setting.schema;
      if (type === "boolean") {
        return [
          { text: "true", name: t("blogSettings.on"), detail: "" },
          { text: "false", name: t("blogSettings.off"), detail: "" },
        ];
      }
      return choices.map((value) => ({ text: value, name: choiceLabelOf(t, setting, value), detail: "" }));
    },
    reached: (path) => onReached(path.length > 0 ? settingFor(path) : null),
    changed: (text) => draft.setText(text),
  };
}

/** Returns the setting at a path of the file, or null if the schema has no such setting. */
function settingFor(path: PlacePath): Setting | null {
  try {
    return settingAt(path);
  } catch {
    return null;
  }
}
