import { formatSize } from "#contract/text/file-size.ts";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import type { ExportingState } from "../../state/documents/exporting.ts";
import { useLanguage, useTranslate } from "../../state/language.ts";
import { ProgressBar } from "../../ui/progress-bar.tsx";

/** Shows the progress of the running export. The bar is empty until the first chapter begins. */
export function ExportProgressBar() {
  const t = useTranslate();
  const progress = useStore(useApp().exporting.store, (state) => state.progress);
  const share = progress && progress.total > 0 ? progress.done / progress.total : 0;
  return (
    <ProgressBar label={t("export.running")} share={share}>
      {progress ? t("export.progress", { done: progress.done, total: progress.total }) : null}
    </ProgressBar>
  );
}

/** Shows what the last export wrote, and which pictures the file does not contain. */
export function ExportResultView({ result }: { readonly result: NonNullable<ExportingState["result"]> }) {
  const t = useTranslate();
  const language = useLanguage();
  const { as, count, file, leftOut } = result;
  const size = formatSize(language, result.bytes);
  return (
    <div className="export-form">
      <p role="status">{t(as === "backup" ? "export.done.backup" : "export.done", { count, size })}</p>
      <p className="field-note">{file}</p>
      {leftOut.length > 0 ? (
        <>
          <p>{t("export.leftOut", { count: leftOut.length })}</p>
          <ul className="field-note">
            {leftOut.map(({ path, target }) => (
              <li key={`${path} ${target}`}>{t("export.leftOut.item", { path, target })}</li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
