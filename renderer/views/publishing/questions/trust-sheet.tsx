import { useState } from "react";
import type { TrustTarget } from "#contract/types/publish-run-types.ts";
import { useTranslate } from "../../../state/language.ts";
import { Button } from "../../../ui/button.tsx";
import { Sheet } from "../../../ui/sheet.tsx";
import { SwitchField } from "../../../ui/switch-field.tsx";
import { targetName } from "../../shared/texts.ts";
import { type AnswerProps, type QuestionOf, refused } from "./answers.ts";

/** Asks whether to trust the targets in a blog folder that came from elsewhere. */
export function TrustSheet({ question, onAnswer }: AnswerProps & { readonly question: QuestionOf<"trust"> }) {
  const t = useTranslate();
  const [remember, setRemember] = useState(false);
  const { folder, targets, records } = question;
  const refuse = (): void => onAnswer(refused);
  return (
    <Sheet
      title={t("question.trust.title")}
      isQuestion
      onClose={refuse}
      actions={
        <>
          <Button onPress={refuse}>{t("question.trust.refuse")}</Button>
          <Button variant="primary" onPress={() => onAnswer({ accept: true, answers: [], remember })}>
            {t("question.trust.accept")}
          </Button>
        </>
      }
    >
      <p>{t("question.trust.detail")}</p>
      <dl className="facts">
        <dt>{t("question.trust.folder")}</dt>
        <dd className="trust-path">{folder}</dd>
        {targets.map((target) => (
          <Target key={target.name} target={target} />
        ))}
      </dl>
      <p>{t("question.trust.advice")}</p>
      {records ? (
        <SwitchField
          label={t("question.trust.records")}
          description={t("question.trust.records.detail")}
          isSelected={remember}
          onChange={setRemember}
        />
      ) : null}
    </Sheet>
  );
}

function Target({ target }: { readonly target: TrustTarget }) {
  const t = useTranslate();
  const { kind, host, user, directory, url } = target;
  const at = user === "" ? host : `${user}@${host}`;
  const reached = kind === "practice" ? [t("question.trust.practice")] : [at, directory, url];
  return (
    <>
      <dt>{kind === "practice" ? t("question.trust.practice.name") : targetName(t, target)}</dt>
      <dd className="trust-path">
        {reached
          .filter((line) => line !== "")
          .map((line) => (
            <div key={line}>{line}</div>
          ))}
      </dd>
    </>
  );
}
