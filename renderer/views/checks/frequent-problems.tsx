import { showProblem } from "../../commands/check-commands.ts";
import { useApp } from "../../state/app.ts";
import { isMessageKey, type Messages, useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { errorTexts } from "../shared/texts.ts";
import type { FrequentProblems } from "./problem-groups.ts";

/** Maximum number of listed warnings of one kind. A longer list would take too long to render. */
const maxPlaces = 100;

/**
 * Lists the kinds of warnings that occur very often.
 * Each kind has a list of its warnings, and a button that turns this kind off.
 */
export function FrequentProblemList({ kinds }: { readonly kinds: readonly FrequentProblems[] }) {
  return kinds.map((kind) => <FrequentKind key={kind.code} {...kind} />);
}

function FrequentKind({ code, problems }: FrequentProblems) {
  const app = useApp();
  const t = useTranslate();
  const name = nameOf(t, { code, problems });
  const shown = problems.slice(0, maxPlaces);
  return (
    <section className="frequent-problems" aria-label={name}>
      <details>
        <summary>
          {name}
          <span className="frequent-count">{t("checks.times", { count: problems.length })}</span>
        </summary>
        <ul>
          {shown.map((problem, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two problems may be identical
            <li key={index}>
              <Button variant="quiet" onPress={() => void showProblem(app, problem)}>
                {problem.file}
                {problem.line === undefined ? null : ` ${t("checks.line", { line: problem.line })}`}
              </Button>
            </li>
          ))}
        </ul>
        {problems.length > shown.length ? (
          <p className="field-note">{t("checks.moreOfKind", { count: problems.length - shown.length })}</p>
        ) : null}
      </details>
      <Button label={`${t("checks.mute")}: ${name}`} onPress={() => void app.checks.mute(code)}>
        {t("checks.mute")}
      </Button>
    </section>
  );
}

/** Returns the name of a kind of warning, or the text of its first warning if there is no name. */
function nameOf(t: Messages, { code, problems }: FrequentProblems): string {
  const key = `checks.kind.${code}`;
  if (isMessageKey(key)) return t(key);
  const [first] = problems;
  return first ? errorTexts(t, first).what : code;
}
