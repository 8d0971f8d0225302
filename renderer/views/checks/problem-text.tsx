import { CircleAlert, Info } from "lucide-react";
import type { Problem } from "#contract/errors.ts";
import { type Messages, useTranslate } from "../../state/language.ts";
import { errorTexts } from "../shared/texts.ts";

/** The texts of one problem: what is wrong, how to fix the problem, and where. */
export function ProblemText({ problem }: { readonly problem: Problem }) {
  const t = useTranslate();
  const { what, todo } = problemTexts(t, problem);
  const isError = problem.severity === "error";
  const Icon = isError ? CircleAlert : Info;
  return (
    <>
      <Icon aria-hidden className={`problem-mark problem-${problem.severity}`} size={16} strokeWidth={1.75} />
      <div className="problem-text">
        <span className="problem-what">{what}</span>
        <span className="problem-todo">
          {isError ? <strong className="problem-blocks">{t("checks.blocks")}</strong> : null}
          {todo}
        </span>
      </div>
      {problem.line === undefined ? null : (
        <span className="problem-line">{t("checks.line", { line: problem.line })}</span>
      )}
    </>
  );
}

/** Returns the texts of a problem without the post's path, because the list already shows the post. */
export function problemTexts(t: Messages, problem: Problem): { what: string; todo: string } {
  const { file, values } = problem;
  if (file === undefined || values.path !== file) return errorTexts(t, problem);
  const here = t("checks.here");
  const { what, todo } = errorTexts(t, { ...problem, values: { ...values, path: here } });
  return { what: asSentence(what, here), todo };
}

/** Capitalises a sentence that begins with `word` instead of a path. Removes the space after Han characters. */
function asSentence(text: string, word: string): string {
  const plain = /\p{Script=Han}/u.test(word) ? text.replace(`${word} `, word) : text;
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
