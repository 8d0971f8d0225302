import { useState } from "react";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { type AnswerProps, type QuestionOf, refused } from "./answers.ts";

/** Asks for a password, or for the passphrase of a key. */
export function SecretSheet({
  question,
  onAnswer,
}: AnswerProps & { readonly question: QuestionOf<"secret"> }) {
  const t = useTranslate();
  const { weakSecrets } = useApp().info;
  const [secret, setSecret] = useState("");
  const [remember, setRemember] = useState(!weakSecrets);
  const refuse = (): void => onAnswer(refused);
  const accept = (): void => {
    if (secret !== "") onAnswer({ accept: true, answers: [secret], remember });
  };
  const label = t(`question.secret.${question.secret}`);
  return (
    <Sheet
      title={t(`question.secret.${question.secret}.title`, { host: question.host, user: question.user })}
      isQuestion
      size="small"
      onClose={refuse}
      actions={
        <>
          <Button onPress={refuse}>{t("publish.stop")}</Button>
          <Button variant="primary" isDisabled={secret === ""} onPress={accept}>
            {t("question.secret.accept")}
          </Button>
        </>
      }
    >
      <p>{t("question.secret.account", { user: question.user, host: question.host })}</p>
      <TextField
        type="password"
        label={label}
        value={secret}
        onChange={setSecret}
        onEnter={accept}
        autoFocus
        error={question.retry && secret === "" ? t("question.secret.retry") : undefined}
      />
      {weakSecrets ? (
        <p className="field-note">{t("question.secret.weak")}</p>
      ) : (
        <SwitchField
          label={t("question.secret.remember")}
          description={t("question.secret.vault")}
          isSelected={remember}
          onChange={setRemember}
        />
      )}
    </Sheet>
  );
}
