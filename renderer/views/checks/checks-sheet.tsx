import { useMemo } from "react";
import { useStore } from "zustand";
import type { Problem } from "#contract/errors.ts";
import { runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { useCommandTexts } from "../shared/texts.ts";
import { FrequentProblemList } from "./frequent-problems.tsx";
import { type GroupedProblems, groupProblems } from "./problem-groups.ts";
import { ProblemList } from "./problem-list.tsx";
import { ProblemText } from "./problem-text.tsx";

/** Lists the blog's problems, grouped by post. Choosing a problem opens its post. */
export function ChecksSheet() {
  const app = useApp();
  const t = useTranslate();
  const { running, error } = useStore(app.checks.store);
  const found = useGroupedProblems();
  const close = (): void => app.workspace.closeSheet();
  const check = (): void => void runCommand(app, "check");
  return (
    <Sheet
      title={t("checks.title")}
      size="large"
      onClose={close}
      actions={
        <>
          <Button variant="quiet" isDisabled={running} onPress={check}>
            {t("checks.again")}
          </Button>
          <Button onPress={close}>{t("action.close")}</Button>
        </>
      }
    >
      <div className="checks-sum" role="status">
        {running ? <p>{t("checks.running")}</p> : null}
        {found && found.errors > 0 ? <p>{t("checks.errors", { count: found.errors })}</p> : null}
        {found && found.warnings > 0 ? <p>{t("checks.warnings", { count: found.warnings })}</p> : null}
      </div>
      {error ? <ErrorNotice error={error} onRetry={check} /> : null}
      {found ? <Found found={found} isDone={!running} /> : null}
    </Sheet>
  );
}

/** Returns the problems of the last check, grouped by post. Returns null before the first check. */
function useGroupedProblems(): GroupedProblems | null {
  const { blog, checks } = useApp();
  const posts = useStore(blog.store, (state) => state.posts);
  const problems = useStore(checks.store, (state) => state.problems);
  return useMemo(() => (problems ? groupProblems(problems, posts) : null), [problems, posts]);
}

function Found({ found, isDone }: { readonly found: GroupedProblems; readonly isDone: boolean }) {
  const t = useTranslate();
  if (found.errors + found.warnings === 0) {
    return isDone ? <EmptyState title={t("checks.none.title")} detail={t("checks.none.detail")} /> : null;
  }
  return (
    <>
      {found.blog.length > 0 ? <BlogProblems problems={found.blog} /> : null}
      {found.frequentFirst ? <FrequentProblemList kinds={found.frequent} /> : null}
      {found.groups.length > 0 ? <ProblemList groups={found.groups} /> : null}
      {found.frequentFirst ? null : <FrequentProblemList kinds={found.frequent} />}
    </>
  );
}

/** Problems in `blog.yaml`, the theme and other files that are not posts. A button opens the blog folder. */
function BlogProblems({ problems }: { readonly problems: readonly Problem[] }) {
  const app = useApp();
  const t = useTranslate();
  const { title } = useCommandTexts()("reveal-folder");
  return (
    <section className="blog-problems">
      <h3 className="problem-heading">
        <span className="problem-post">{t("checks.blog")}</span>
      </h3>
      <ul>
        {problems.map((problem, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two problems may be identical
          <li key={index} className="problem">
            <ProblemText problem={problem} />
          </li>
        ))}
      </ul>
      <Button onPress={() => void runCommand(app, "reveal-folder")}>{title}</Button>
    </section>
  );
}
