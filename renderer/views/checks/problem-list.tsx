import { Wrench } from "lucide-react";
import { Header, ListBox, ListBoxItem, ListBoxSection } from "react-aria-components";
import { fixProblem, showProblem } from "../../commands/check-commands.ts";
import { fixKinds } from "../../editor/remarks/quick-fixes.ts";
import { useApp } from "../../state/app.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { StateMark } from "../posts/state-mark.tsx";
import { postTitle } from "../shared/texts.ts";
import type { ProblemGroup } from "./problem-groups.ts";
import { ProblemText, problemTexts } from "./problem-text.tsx";

/** Maximum number of listed posts. A longer list would take too long to render. */
const maxGroups = 60;

/** Lists the problems of posts. Choosing a problem opens its post with the caret at the problem. */
export function ProblemList({ groups }: { readonly groups: readonly ProblemGroup[] }) {
  const app = useApp();
  const t = useTranslate();
  const blogLanguage = useBlogLanguage();
  const shown = groups.slice(0, maxGroups);
  const actions = new Map<string, () => Promise<void>>();
  for (const group of shown) {
    for (const [index, problem] of group.problems.entries()) {
      actions.set(keyOf(group, index), () => showProblem(app, problem));
      for (const kind of fixKinds(problem)) {
        actions.set(keyOf(group, index, kind), () => fixProblem(app, problem, kind));
      }
    }
  }
  return (
    <>
      <ListBox
        className="problem-list"
        aria-label={t("checks.list")}
        selectionMode="none"
        onAction={(key) => void actions.get(String(key))?.()}
        autoFocus="first"
      >
        {shown.map((group) => (
          <ListBoxSection key={group.path} id={group.path}>
            <Header className="problem-heading">
              <span className="problem-post" lang={blogLanguage}>
                {postTitle(t, group.post)}
              </span>
              {group.post.state === "draft" ? (
                <span className="problem-draft">
                  <StateMark state="draft" />
                  {t("state.draft")}
                </span>
              ) : null}
              <span className="problem-path">{group.path}</span>
            </Header>
            {group.problems.flatMap((problem, index) => [
              <ListBoxItem
                key={keyOf(group, index)}
                id={keyOf(group, index)}
                textValue={problemTexts(t, problem).what}
                className="problem"
              >
                <ProblemText problem={problem} />
              </ListBoxItem>,
              ...fixKinds(problem).map((kind) => (
                <ListBoxItem
                  key={keyOf(group, index, kind)}
                  id={keyOf(group, index, kind)}
                  textValue={t(`fix.${kind}`)}
                  className="problem problem-fix"
                >
                  <Wrench aria-hidden size={14} strokeWidth={1.75} />
                  {t(`fix.${kind}`)}
                </ListBoxItem>
              )),
            ])}
          </ListBoxSection>
        ))}
      </ListBox>
      {groups.length > shown.length ? (
        <p className="field-note">{t("checks.more", { count: groups.length - shown.length })}</p>
      ) : null}
    </>
  );
}

function keyOf({ path }: ProblemGroup, index: number, fix = ""): string {
  return `${path}#${index}#${fix}`;
}
