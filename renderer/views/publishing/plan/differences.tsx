import { useEffect, useState } from "react";
import type { Comparison, ComparisonLine } from "#contract/types/publish-types.ts";
import { useApp } from "../../../state/app.ts";
import { useTranslate } from "../../../state/language.ts";

/** The differences between the file on the server and the new file. Loaded on demand. */
export function Differences({ path }: { readonly path: string }) {
  const { engine } = useApp().services;
  const t = useTranslate();
  const [comparison, setComparison] = useState<Comparison>();
  useEffect(() => {
    let isWanted = true;
    const show = (found: Comparison): void => {
      if (isWanted) setComparison(found);
    };
    engine.call("publish.compare", { path }).then(show, () => show({ kind: "noText" }));
    return () => {
      isWanted = false;
    };
  }, [engine, path]);

  if (!comparison) return <p className="field-note">{t("plan.compare.loading")}</p>;
  if (comparison.kind === "noText") return <p className="field-note">{t("plan.compare.noText")}</p>;
  const { lines, isCut } = comparison;
  if (lines.length === 0) return <p className="field-note">{t("plan.compare.equal")}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling element must be reachable by keyboard
    <section className="differences" aria-label={t("plan.compare.name", { path })} tabIndex={0}>
      <p className="differences-legend">
        <del>{t("plan.compare.theirs")}</del> <ins>{t("plan.compare.mine")}</ins>
      </p>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a comparison never change
        <Line key={index} {...line} />
      ))}
      {isCut ? <p className="field-note">{t("plan.compare.cut")}</p> : null}
    </section>
  );
}

function Line({ kind, text }: ComparisonLine) {
  if (kind === "gap") return <hr />;
  if (kind === "theirs") return <del>{text}</del>;
  if (kind === "mine") return <ins>{text}</ins>;
  return <span>{text}</span>;
}
