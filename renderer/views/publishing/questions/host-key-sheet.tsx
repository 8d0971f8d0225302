import { useTranslate } from "../../../state/language.ts";
import { Button } from "../../../ui/button.tsx";
import { Sheet } from "../../../ui/sheet.tsx";
import { type AnswerProps, accepted, type QuestionOf, refused } from "./answers.ts";

/** Asks whether a server to which the program connects for the first time is the right one. */
export function HostKeySheet({
  question,
  onAnswer,
}: AnswerProps & { readonly question: QuestionOf<"hostKey"> }) {
  const t = useTranslate();
  const refuse = (): void => onAnswer(refused);
  return (
    <Sheet
      title={t("question.hostKey.title", { host: question.host })}
      isQuestion
      onClose={refuse}
      actions={
        <>
          <Button onPress={refuse}>{t("publish.stop")}</Button>
          <Button variant="primary" onPress={() => onAnswer(accepted)}>
            {t("question.hostKey.accept")}
          </Button>
        </>
      }
    >
      <p>{t("question.hostKey.detail")}</p>
      {question.authority ? <p>{t("question.hostKey.authority")}</p> : null}
      <dl className="facts">
        <dt>{t("question.hostKey.type")}</dt>
        <dd>{question.keyType}</dd>
        <dt>{t("question.hostKey.fingerprint")}</dt>
        <dd className="fingerprint">{question.fingerprint}</dd>
      </dl>
    </Sheet>
  );
}
