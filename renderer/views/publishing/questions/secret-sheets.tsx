import { createRef, useRef, useState } from "react";
import { useApp } from "../../../state/app.ts";
import { useTranslate } from "../../../state/language.ts";
import { Button } from "../../../ui/button.tsx";
import { SecretField } from "../../../ui/secret-field.tsx";
import { Sheet } from "../../../ui/sheet.tsx";
import { SwitchField } from "../../../ui/switch-field.tsx";
import { type AnswerProps, type QuestionOf, refused } from "./answers.ts";

/** Asks for a password, or for the passphrase of a private key. */
export function SecretSheet({
  question,
  onAnswer,
}: AnswerProps & { readonly question: QuestionOf<"secret"> }) {
  const t = useTranslate();
  const { weakSecrets, platform } = useApp().info;
  const field = useRef<HTMLInputElement>(null);
  const [isFilled, setFilled] = useState(false);
  const [remember, setRemember] = useState(!weakSecrets);
  const refuse = (): void => onAnswer(refused);
  const accept = (): void => {
    const secret = field.current?.value ?? "";
    if (secret !== "") onAnswer({ accept: true, answers: [secret], remember });
  };
  const label = t(`question.secret.${question.secret}`);
  const retryText = question.withMore ? "question.secret.retryMore" : "question.secret.retry";
  return (
    <Sheet
      title={t(`question.secret.${question.secret}.title`, { host: question.host, user: question.user })}
      isQuestion
      size="small"
      onClose={refuse}
      actions={
        <>
          <Button onPress={refuse}>{t("publish.stop")}</Button>
          <Button variant="primary" isDisabled={!isFilled} onPress={accept}>
            {t("question.secret.accept")}
          </Button>
        </>
      }
    >
      <p>{t("question.secret.account", { user: question.user, host: question.host })}</p>
      <ServerWords words={question.words} />
      <SecretField
        label={label}
        field={field}
        onFilled={setFilled}
        onEnter={accept}
        autoFocus
        error={question.retry && !isFilled ? t(retryText) : undefined}
      />
      {weakSecrets ? (
        <p className="field-note">{t("question.secret.weak")}</p>
      ) : (
        <SwitchField
          label={t("question.secret.remember")}
          description={t(platform === "darwin" ? "question.secret.keychain" : "question.secret.vault")}
          isSelected={remember}
          onChange={setRemember}
        />
      )}
    </Sheet>
  );
}

/** Shows the prompts of a server, for instance for a one-time code. */
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
          // biome-ignore lint/suspicious/noArrayIndexKey: prompts can be equal and keep their order
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

/** Shows a text of the server line by line, or nothing if there is no text. */
function ServerWords({ words }: { readonly words: string | undefined }) {
  return words === undefined ? null : <p className="server-words">{words}</p>;
}
