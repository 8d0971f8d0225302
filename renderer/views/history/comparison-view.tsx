import { useCallback } from "react";
import type { Comparison } from "#contract/types/history-types.ts";
import { useApp } from "../../state/app.ts";
import { useDocumentBody } from "../../state/documents/document-hooks.ts";
import type { DocumentFacts } from "../../state/documents/open-document.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { useAnswer } from "../search/use-answer.ts";
import { ComparisonFrame } from "./comparison-frame.tsx";

export interface ComparisonViewProps {
  readonly document: DocumentFacts;
  /** The older text to compare, or the id of a version. */
  readonly older: string | { readonly frontMatter: string; readonly body: string };
  /** True compares `older` with the text on screen. False compares `older` with the version before it. */
  readonly isAgainstNow: boolean;
}

/** Lists the changed properties of a version. Below the list, a page shows the differences in the text. */
export function ComparisonView({ document, older, isAgainstNow }: ComparisonViewProps) {
  const { services, workspace } = useApp();
  const t = useTranslate();
  const { path, frontMatter } = document;
  const body = useDocumentBody();
  const ask = useCallback(
    (signal: AbortSignal) => {
      const newer = isAgainstNow ? { frontMatter, body } : null;
      return services.engine.call("history.compare", { path, older, newer }, signal);
    },
    [services, path, older, isAgainstNow, frontMatter, body],
  );
  const found = useAnswer(ask);
  const close = useCallback(() => workspace.closeSheet(), [workspace]);
  if (!found) return <p className="field-note">{t("history.comparing")}</p>;
  const isSame = found.changes === 0 && found.properties.length === 0;
  return (
    <>
      <p className="field-note" role="status">
        {isSame ? t("history.same") : t("history.changes", { count: found.changes })}
      </p>
      <Properties properties={found.properties} />
      <ComparisonFrame comparison={found} title={t("history.frame")} onEscape={close} />
    </>
  );
}

function Properties({ properties }: Pick<Comparison, "properties">) {
  const t = useTranslate();
  const blogLanguage = useBlogLanguage();
  if (properties.length === 0) return null;
  const words = (name: string, value: string): string =>
    name === "status" && (value === "draft" || value === "ready") ? t(`state.${value}`) : value;
  return (
    <dl className="history-properties">
      {properties.map(({ name, before, after }) => (
        <div key={name}>
          <dt>{t(`history.property.${name}`)}</dt>
          <dd className="excerpt" lang={blogLanguage}>
            {before === "" ? null : <del>{words(name, before)}</del>}
            {after === "" ? null : <ins>{words(name, after)}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
