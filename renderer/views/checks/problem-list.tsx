import { Header, ListBox, ListBoxItem, ListBoxSection } from "react-aria-components";
import { showProblem } from "../../commands/check-commands.ts";
import { useApp } from "../../state/app.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { postTitle } from "../shared/post-title.ts";
import type { ProblemGroup } from "./problem-groups.ts";
import { ProblemText, problemTexts } from "./problem-text.tsx";

/** More at once help nobody, and take long to draw. */
const mostGroups = 60;

/** The problems of posts; choosing one leads to its place in the text. */
export function ProblemList({ groups }: { readonly groups: readonly ProblemGroup[] }) {
  const app = useApp();
  const t = useTranslate();
  const blogLanguage = useBlogLanguage();
  const shown = groups.slice(0, mostGroups);
  const problems = new Map(
    shown.flatMap((group) => group.problems.map((problem, index) => [keyOf(group, index), problem])),
  );
  const onAction = (key: unknown): void => {
    const problem = problems.get(String(key));
    if (problem) void showProblem(app, problem);
  };
  return (
    <>
      <ListBox
        className="problem-list"
        aria-label={t("checks.list")}
        selectionMode="none"
        onAction={onAction}
        autoFocus="first"
      >
        {shown.map((group) => (
          <ListBoxSection key={group.path} id={group.path}>
            <Header className="problem-heading">
              <span className="problem-post" lang={blogLanguage}>
                {postTitle(t, group.post)}
              </span>
              <span className="problem-path">{group.path}</span>
            </Header>
            {group.problems.map((problem, index) => (
              <ListBoxItem
                key={keyOf(group, index)}
                id={keyOf(group, index)}
                textValue={problemTexts(t, problem).what}
                className="problem"
              >
                <ProblemText problem={problem} />
              </ListBoxItem>
            ))}
          </ListBoxSection>
        ))}
      </ListBox>
      {groups.length > shown.length ? (
        <p className="field-note">{t("checks.more", { count: groups.length - shown.length })}</p>
      ) : null}
    </>
  );
}

function keyOf({ path }: ProblemGroup, index: number): string {
  return `${path}#${index}`;
}
