import type { Problem } from "#contract/errors.ts";
import { runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { useCommandTexts } from "../shared/command-texts.ts";
import { ProblemText } from "./problem-text.tsx";

/** Problems that are not in posts but in settings or theme. Fixing them needs another program. */
export function BlogProblems({ problems }: { readonly problems: readonly Problem[] }) {
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
