import { Fragment, useState } from "react";
import { useStore } from "zustand";
import type { ShownPlace } from "#contract/settings/target.ts";
import type { FileSort, PublishPlan } from "#contract/types/publish-run-types.ts";
import { showPost } from "../../../commands/post-commands.ts";
import { attempt } from "../../../commands/run-command.ts";
import { useApp } from "../../../state/app.ts";
import { useTranslate } from "../../../state/language.ts";
import type { Withdrawal } from "../../../state/publishing.ts";
import { Button } from "../../../ui/button.tsx";
import { Sheet } from "../../../ui/sheet.tsx";
import { postTitle, useTimeText } from "../../shared/texts.ts";
import { countOfOthers } from "../more-waiting.ts";
import { type AnswerProps, refused } from "../questions/answers.ts";
import { answerWith, firstChoices, openChoices } from "./plan-choices.ts";
import { PlanFiles } from "./plan-files.tsx";
import { PlanReasons } from "./plan-reasons.tsx";

export interface PlanSheetProps extends AnswerProps {
  readonly plan: PublishPlan;
  /** Time of the earlier publish that is restored, or undefined for other publishes. */
  readonly backTo: string | undefined;
  /** The post that the publish removes from the site, or null for other publishes. */
  readonly withdrawal: Withdrawal | null;
}

/** Shows what a publish will change on the server. The author accepts or declines. */
export function PlanSheet({ plan, backTo, withdrawal, onAnswer }: PlanSheetProps) {
  const app = useApp();
  const t = useTranslate();
  const time = useTimeText();
  const others = useStore(app.blog.store, ({ pending }) =>
    withdrawal && pending ? countOfOthers(pending, withdrawal.path) : 0,
  );
  const [choices, setChoices] = useState(() => firstChoices(plan.files));
  const [shown, setShown] = useState<FileSort | null>(null);
  const refuse = (): void => onAnswer(refused);
  const openPost = (path: string): void => {
    refuse();
    void attempt(app, () => showPost(app, path));
  };
  const openSettings = (query: string): void => {
    refuse();
    app.workspace.openSettings(query, "blog-settings");
  };
  const open = openChoices(plan.files, choices);
  // If a post is withdrawn, does not ask about removals, because the sheet itself describes the removal.
  // If the server has lost its record, does not say that this is the first publish to the target.
  const questions = plan.questions.filter(
    (question) =>
      (withdrawal === null || question !== "removals") && (!plan.publishedBefore || question !== "first"),
  );
  const isRisky = plan.questions.includes("deletes");
  return (
    <Sheet
      title={titleText()}
      isQuestion
      isText
      size="large"
      onClose={refuse}
      actions={
        <>
          {open > 0 ? <p className="plan-open">{t("plan.undecided", { count: open })}</p> : null}
          <Button onPress={refuse}>{t(withdrawal ? "unpublish.back" : "publish.stop")}</Button>
          <Button
            variant={isRisky ? "danger" : "primary"}
            isDisabled={open > 0}
            onPress={() => onAnswer(answerWith(choices))}
          >
            {acceptText()}
          </Button>
        </>
      }
    >
      {withdrawal ? (
        <p>
          {t(withdrawal.kind === "trashed" ? "unpublish.trashed" : "unpublish.detail", {
            kind: withdrawal.kind,
          })}
        </p>
      ) : null}
      {others > 0 ? <p>{t("unpublish.others", { count: others })}</p> : null}
      {questions.map((question) => (
        <p key={question}>{t(`plan.question.${question}`, plan.clockBehind ?? plan.clockAhead)}</p>
      ))}
      {plan.publishedBefore ? <p>{t("plan.publishedBefore", { at: time(plan.publishedBefore) })}</p> : null}
      {plan.place && plan.questions.includes("first") ? <PlanPlace place={plan.place} /> : null}
      <PlanReasons plan={plan} shown={shown} onShow={setShown} onSettings={openSettings} />
      <PlanFiles files={plan.files} shown={shown} choices={choices} onChoose={setChoices} onOpen={openPost} />
    </Sheet>
  );

  function titleText(): string {
    if (withdrawal) return t("unpublish.title", { title: postTitle(t, withdrawal) });
    return backTo === undefined ? t("plan.title") : t("plan.title.back", { at: time(backTo) });
  }

  function acceptText(): string {
    if (withdrawal && !isRisky) return t("unpublish.accept");
    if (backTo !== undefined) return t("plan.acceptBack");
    return isRisky ? t("plan.acceptDelete") : t("plan.accept");
  }
}

/** Shows where the first publish goes (server, user, folder, address), so that mistakes are noticed. */
function PlanPlace({ place }: { readonly place: ShownPlace }) {
  const t = useTranslate();
  const { host, user, directory, url } = place;
  const rows = [
    [t("targets.host"), host],
    [t("targets.user"), user],
    [t(host === "" ? "targets.folder" : "targets.directory"), directory],
    [t("targets.url"), url],
  ] as const;
  return (
    <dl className="facts">
      {rows.map(([name, value]) =>
        value ? (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd className="place-value">{value}</dd>
          </Fragment>
        ) : null,
      )}
    </dl>
  );
}
