import { useState } from "react";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { type AnswerProps, type QuestionOf, refused } from "./answers.ts";

/** Passes on what a server asks in its own words: a one-time code, a second password. */
export function PromptsSheet({
  question,
  onAnswer,
}: AnswerProps & { readonly question: QuestionOf<"prompts"> }) {
  const t = useTranslate();
  const [answers, setAnswers] = useState<readonly string[]>(() => question.prompts.map(() => ""));
  const refuse = (): void => onAnswer(refused);
  const accept = (): void => onAnswer({ accept: true, answers: [...answers], remember: false });
  return (
    <Sheet
      title={question.title || t("question.prompts.title", { host: question.host })}
      isQuestion
      size="small"
      onClose={refuse}
      actions={
        <>
          <Button onPress={refuse}>{t("publish.stop")}</Button>
          <Button variant="primary" onPress={accept}>
            {t("question.prompts.accept")}
          </Button>
        </>
      }
    >
      <p>{t("question.prompts.detail", { host: question.host })}</p>
      {question.prompts.map((prompt, index) => (
        <TextField
          // biome-ignore lint/suspicious/noArrayIndexKey: a server may ask the same thing twice, in this order
          key={index}
          label={prompt.text}
          type={prompt.echo ? "text" : "password"}
          value={answers[index] ?? ""}
          onChange={(text) => setAnswers(answers.with(index, text))}
          onEnter={accept}
          autoFocus={index === 0}
        />
      ))}
    </Sheet>
  );
}
