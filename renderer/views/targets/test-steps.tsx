import { Check, CircleDashed, LoaderCircle, Minus, TriangleAlert, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import { fromWireError } from "#contract/errors.ts";
import type { TestReport } from "#contract/types/connection-test-types.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { errorTexts } from "../shared/texts.ts";

const icons = {
  running: LoaderCircle,
  passed: Check,
  warned: TriangleAlert,
  failed: X,
  skipped: Minus,
} as const;

/** The steps of the connection test and their results. A failed step says what to do. */
export function TestSteps() {
  const { targets } = useApp();
  const { reports, testing } = useStore(targets.store);
  const t = useTranslate();
  const place = useRef<HTMLDivElement>(null);
  // Scrolls to the result, because it is below the visible part of a long form.
  useEffect(() => {
    if (reports.length > 0) place.current?.scrollIntoView({ block: "nearest" });
  }, [reports]);
  return (
    <div ref={place} className="test" role="status" aria-label={t("targets.test.label")}>
      <ol className="test-steps">
        {reports.map((report) => (
          <Step key={report.step} report={report} />
        ))}
      </ol>
      {testing || reports.length > 0 ? null : <CircleDashed aria-hidden size={15} />}
    </div>
  );
}

function Step({ report }: { readonly report: TestReport }) {
  const t = useTranslate();
  const { step, state, values, finding } = report;
  const Icon = icons[state];
  const isFound = state === "passed" || state === "warned";
  const texts = finding ? errorTexts(t, fromWireError(finding)) : null;
  return (
    <li className={`test-step test-${state}`}>
      <Icon aria-hidden size={15} strokeWidth={2} className="test-mark" />
      <div>
        <p>
          <span className="test-name">{t(`test.step.${step}`)}</span>
          <span className="visually-hidden">{t(`test.state.${state}`)}</span>
          {isFound && state === "passed" ? (
            <span className="test-found">{t(`test.found.${step}`, values)}</span>
          ) : null}
        </p>
        {texts ? (
          <p className="test-finding">
            {texts.what} {texts.todo}
          </p>
        ) : null}
      </div>
    </li>
  );
}
