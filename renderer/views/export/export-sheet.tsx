import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { WindowExport } from "#contract/types/export-types.ts";
import { copyFormatted } from "../../commands/export-commands.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { dateIn } from "../../writing/dates.ts";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { BackupBeforePublish } from "./backup-before-publish.tsx";
import { ExportProgressBar, ExportResultView } from "./export-result.tsx";
import { type ExportWhat, useExportScopes } from "./use-export-scopes.ts";

const formats = ["epub", "pdf", "html", "markdown", "backup"] as const;

/** The sheet that exports posts into a file. The author chooses the posts, the format and the file. */
export function ExportSheet() {
  const app = useApp();
  const t = useTranslate();
  const { exporting } = app;
  const { running, result, error } = useStore(exporting.store);
  useEffect(() => () => exporting.reset(), [exporting]);
  const close = (): void => {
    exporting.cancel();
    app.workspace.closeSheet();
  };
  const form = useExportForm();
  const actions = running ? (
    <Button onPress={() => exporting.cancel()}>{t("action.cancel")}</Button>
  ) : result ? (
    <>
      <Button onPress={() => exporting.reset()}>{t("export.another")}</Button>
      <Button onPress={() => void attempt(app, () => revealExport())}>{t("export.reveal")}</Button>
      <Button variant="primary" autoFocus onPress={close}>
        {t("action.close")}
      </Button>
    </>
  ) : (
    <>
      <CopyButton isShown={form.what === "post" && form.as !== "backup"} />
      <Button onPress={close}>{t("action.cancel")}</Button>
      <Button variant="primary" isDisabled={form.count === 0} onPress={form.run}>
        {t("export.accept")}
      </Button>
    </>
  );
  return (
    <Sheet title={t("export.title")} onClose={close} isQuestion={running} actions={actions}>
      {error ? <ErrorNotice error={error} onRetry={form.run} /> : null}
      {running ? <ExportProgressBar /> : result ? <ExportResultView result={result} /> : form.fields}
    </Sheet>
  );

  async function revealExport(): Promise<void> {
    await app.services.main.call("export.reveal", {});
  }
}

/** A button that copies the formatted text of the open post, for instance for an office program. */
function CopyButton({ isShown }: { readonly isShown: boolean }) {
  const app = useApp();
  const t = useTranslate();
  const [isCopied, setCopied] = useState(false);
  if (!isShown) return null;
  const copy = async (): Promise<void> => {
    await copyFormatted(app);
    setCopied(true);
  };
  return (
    <>
      <span role="status" className="field-note">
        {isCopied ? t("export.copied") : null}
      </span>
      <Button onPress={() => void attempt(app, copy)}>{t("export.copy")}</Button>
    </>
  );
}

/** Returns the form for the author's choices, and the export that the choices describe. */
function useExportForm() {
  const app = useApp();
  const t = useTranslate();
  const summary = useStore(app.blog.store, (state) => state.summary);
  const { language, timeZone } = summary ?? { language: "en", timeZone: "UTC" };
  const scopes = useExportScopes();
  const [what, setWhat] = useState<ExportWhat>(scopes.first);
  const [year, setYear] = useState(scopes.year);
  const [as, setAs] = useState<WindowExport["as"]>("epub");
  const [vertical, setVertical] = useState(false);
  const [drafts, setDrafts] = useState(false);
  const isBackup = as === "backup";
  const isBook = as === "epub" || as === "pdf" || as === "html";
  const { scope, name, count } = scopes.of(isBackup ? "blog" : what, year);
  const mayBeVertical = isBook && language.startsWith("ja");
  const today = dateIn(timeZone, Date.now()).slice(0, "2026-05-06".length);
  const proposed = isBackup ? `${name} ${today}` : name;
  const request = { as, scope, vertical: vertical && mayBeVertical, drafts };
  const fields = (
    <div className="export-form">
      <Choice
        label={t("export.as")}
        value={as}
        options={formats.map((value) => ({ value, label: t(`export.as.${value}`) }))}
        onChange={setAs}
      />
      <p className="field-note">{t(`export.as.${as}.detail`)}</p>
      {isBackup ? null : (
        <Choice
          label={t("export.what")}
          value={what}
          options={scopes.choices.map((value) => ({ value, label: scopes.label(value) }))}
          onChange={setWhat}
        />
      )}
      {what === "year" && !isBackup ? (
        <SelectField
          label={t("export.year")}
          value={year}
          options={scopes.years.map((value) => ({ value, label: value }))}
          onChange={setYear}
        />
      ) : null}
      {mayBeVertical ? (
        <SwitchField label={t("export.vertical")} isSelected={vertical} onChange={setVertical} />
      ) : null}
      {(what === "year" || what === "blog") && !isBackup ? (
        <SwitchField label={t("export.drafts")} isSelected={drafts} onChange={setDrafts} />
      ) : null}
      {isBackup ? <BackupBeforePublish /> : null}
    </div>
  );
  return { as, what, count, fields, run: () => void app.exporting.run(request, proposed) };
}
