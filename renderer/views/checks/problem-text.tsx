import { CircleAlert, Info } from "lucide-react";
import { Text } from "react-aria-components";
import type { Problem } from "#contract/errors.ts";
import { type Messages, useTranslate } from "../../state/language.ts";
import { errorTexts } from "../shared/error-texts.ts";

/** What is wrong, what to do, and where: one row. */
export function ProblemText({ problem }: { readonly problem: Problem }) {
  const t = useTranslate();
  const { what, todo } = problemTexts(t, problem);
  const isError = problem.severity === "error";
  const Icon = isError ? CircleAlert : Info;
  return (
    <>
      <Icon aria-hidden className={`problem-mark problem-${problem.severity}`} size={16} strokeWidth={1.75} />
      <div className="problem-text">
        <Text slot="label" className="problem-what">
          {what}
        </Text>
        <Text slot="description" className="problem-todo">
          {isError ? <strong className="problem-blocks">{t("checks.blocks")}</strong> : null}
          {todo}
        </Text>
      </div>
      {problem.line === undefined ? null : (
        <span className="problem-line">{t("checks.line", { line: problem.line })}</span>
      )}
    </>
  );
}

/** The texts of a problem that stands under the name of its post, so that its path need not be said again. */
export function problemTexts(t: Messages, problem: Problem): { what: string; todo: string } {
  const { file, values } = problem;
  const isHere = file !== undefined && values.path === file;
  return errorTexts(t, isHere ? { ...problem, values: { ...values, path: t("checks.here") } } : problem);
}
