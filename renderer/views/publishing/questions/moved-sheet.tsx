import { useTranslate } from "../../../state/language.ts";
import { Button } from "../../../ui/button.tsx";
import { Sheet } from "../../../ui/sheet.tsx";
import { type AnswerProps, accepted, type QuestionOf, refused } from "./answers.ts";

/**
 * Asks whether the blog folder was moved here from another place. If so, it keeps what this computer knows of
 * its publishes. If the sheet is closed, asks again the next time.
 */
export function MovedSheet({ question, onAnswer }: AnswerProps & { readonly question: QuestionOf<"moved"> }) {
  const t = useTranslate();
  return (
    <Sheet
      title={t("question.moved.title")}
      isQuestion
      onClose={() => onAnswer(refused)}
      actions={
        <>
          <Button onPress={() => onAnswer({ ...refused, remember: true })}>
            {t("question.moved.refuse")}
          </Button>
          <Button variant="primary" onPress={() => onAnswer(accepted)}>
            {t("question.moved.accept")}
          </Button>
        </>
      }
    >
      <p>{t("question.moved.detail")}</p>
      <dl className="facts">
        <dt>{t("question.moved.from")}</dt>
        <dd className="trust-path">{question.from}</dd>
        <dt>{t("question.moved.to")}</dt>
        <dd className="trust-path">{question.to}</dd>
      </dl>
      <p>{t("question.moved.advice")}</p>
    </Sheet>
  );
}
