import { createRef, useState } from "react";
import { useTranslate } from "../../../state/language.ts";
import { Button } from "../../../ui/button.tsx";
import { SecretField } from "../../../ui/secret-field.tsx";
import { Sheet } from "../../../ui/sheet.tsx";
import { type AnswerProps, type QuestionOf, refused } from "./answers.ts";
import { ServerWords } from "./server-words.tsx";

/** Shows what a server asks for, in its own words, for instance a one-time code or a second password. */
export function PromptsSheet({
  question,
  onAnswer,
}: AnswerProps & { readonly question: QuestionOf<"prompts"> }) {
  const t = useTranslate();
  const { host, title, words, retry, prompts } = question;
  const [fields] = useState(() => prompts.map(() => createRef<HTMLInputElement>()));
  const refuse = (): void => onAnswer(refused);
  const accept = (): void => {
    const answers = fields.map(({ current }) => current?.value ?? "");
    onAnswer({ accept: true, answers, remember: false });
  };
  return (
    <Sheet
      title={title || t("question.prompts.title", { host })}
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
      {retry ? <p className="field-error">{t("question.secret.retry")}</p> : null}
      <p>{t("question.prompts.detail", { host })}</p>
      <ServerWords words={words} />
      {fields.map((field, index) => (
        <SecretField
          // biome-ignore lint/suspicious/noArrayIndexKey: a server may repeat a prompt, in this order
          key={index}
          field={field}
          label={prompts[index]?.text ?? ""}
          isShown={prompts[index]?.echo === true}
          onEnter={accept}
          autoFocus={index === 0}
        />
      ))}
    </Sheet>
  );
}
