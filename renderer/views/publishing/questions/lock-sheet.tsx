import { useTranslate } from "../../../state/language.ts";
import { Button } from "../../../ui/button.tsx";
import { Sheet } from "../../../ui/sheet.tsx";
import { useTimeText } from "../../shared/use-time-text.ts";
import { type AnswerProps, accepted, type QuestionOf, refused } from "./answers.ts";

/**
 * Asks whether to continue although another computer has begun a publish. That computer seems to have
 * stopped.
 */
export function LockSheet({ question, onAnswer }: AnswerProps & { readonly question: QuestionOf<"lock"> }) {
  const t = useTranslate();
  const time = useTimeText();
  const { owner, since, watchedSeconds: seconds } = question;
  const refuse = (): void => onAnswer(refused);
  return (
    <Sheet
      title={t("question.lock.title")}
      isQuestion
      onClose={refuse}
      actions={
        <>
          <Button onPress={refuse}>{t("publish.stop")}</Button>
          <Button variant="danger" onPress={() => onAnswer(accepted)}>
            {t("question.lock.accept")}
          </Button>
        </>
      }
    >
      <p>{t("question.lock.detail", { owner, since: time(since), seconds })}</p>
      <p>{t("question.lock.advice")}</p>
    </Sheet>
  );
}
