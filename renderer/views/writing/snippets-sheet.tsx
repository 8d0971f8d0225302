import { useState } from "react";
import { useStore } from "zustand";
import type { Snippet } from "#contract/main-contract.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { TextBox } from "../../ui/text-box.tsx";
import { TextField } from "../../ui/text-field.tsx";

/** Edits the author's snippets. Changes are saved immediately. */
export function SnippetsSheet() {
  const app = useApp();
  const t = useTranslate();
  const language = useBlogLanguage();
  const snippets = useStore(app.preferences.store, (values) => values.snippets);
  const [at, setAt] = useState(0);
  const shown = snippets[at];
  const close = (): void => app.workspace.closeSheet();
  const keep = (next: Snippet[]): void => void attempt(app, () => app.preferences.set({ snippets: next }));
  const change = (changes: Partial<Snippet>): void => {
    if (shown) keep(snippets.with(at, { ...shown, ...changes }));
  };
  const add = (): void => {
    keep([...snippets, { name: t("snippets.new"), text: "" }]);
    setAt(snippets.length);
  };
  const remove = (): void => {
    keep(snippets.toSpliced(at, 1));
    setAt(Math.max(0, at - 1));
  };
  return (
    <Sheet
      title={t("snippets.title")}
      onClose={close}
      actions={
        <>
          {shown ? (
            <Button variant="quiet" onPress={remove}>
              {t("snippets.remove")}
            </Button>
          ) : null}
          <Button onPress={close}>{t("action.close")}</Button>
          <Button variant={shown ? "plain" : "primary"} onPress={add} autoFocus={!shown}>
            {t("snippets.add")}
          </Button>
        </>
      }
    >
      {shown ? null : <p>{t("snippets.none")}</p>}
      {snippets.length > 1 ? (
        <SelectField
          label={t("snippets.which")}
          value={String(at)}
          options={snippets.map(({ name }, index) => ({ value: String(index), label: name }))}
          onChange={(value) => setAt(Number(value))}
        />
      ) : null}
      {shown ? (
        <>
          <TextField
            key={at}
            label={t("snippets.name")}
            value={shown.name}
            onChange={(name) => change({ name })}
            autoFocus
          />
          <TextBox
            label={t("snippets.text")}
            value={shown.text}
            rows={8}
            lang={language}
            onChange={(text) => change({ text })}
            description={t("snippets.how", {
              place: "{{…}}",
              date: `{{${t("snippets.value.date")}}}`,
              time: `{{${t("snippets.value.time")}}}`,
              title: `{{${t("snippets.value.title")}}}`,
              selection: `{{${t("snippets.value.selection")}}}`,
              end: "{{}}",
            })}
          />
        </>
      ) : null}
    </Sheet>
  );
}
