import { Fragment } from "react";
import { useTranslate } from "../../../state/language.ts";
import { Button } from "../../../ui/button.tsx";
import { Sheet } from "../../../ui/sheet.tsx";
import { useTimeText } from "../../shared/texts.ts";
import { type AnswerProps, accepted, type QuestionOf, refused } from "./answers.ts";

/** Shows the key or certificate of a server that is not trusted yet, and asks whether to trust it. */
export function HostKeySheet({
  question,
  onAnswer,
}: AnswerProps & { readonly question: QuestionOf<"hostKey"> }) {
  const t = useTranslate();
  const time = useTimeText();
  const refuse = (): void => onAnswer(refused);
  const { certificate, host, jump } = question;
  const detail = jump
    ? t("question.hostKey.jump", { host, jump: jump.name, to: jump.to })
    : t("question.hostKey.detail");
  return (
    <Sheet
      title={t("question.hostKey.title", { host, jump: jump?.name ?? "none" })}
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
      {certificate?.isChanged ? <p>{t("question.certificate.changed")}</p> : null}
      <p>{certificate ? t("question.certificate.detail", { problem: certificate.problem }) : detail}</p>
      {question.authority ? <p>{t("question.hostKey.authority")}</p> : null}
      <dl className="facts">
        <dt>{t("question.hostKey.type")}</dt>
        <dd>{question.keyType}</dd>
        {certificate ? (
          <>
            <dt>{t("question.certificate.subject")}</dt>
            <dd>{certificate.subject}</dd>
            <dt>{t("question.certificate.issuer")}</dt>
            <dd>{certificate.issuer}</dd>
            <dt>{t("question.certificate.until")}</dt>
            <dd>{certificate.until === "" ? "?" : time(certificate.until)}</dd>
          </>
        ) : null}
        <dt>{t("question.hostKey.fingerprint")}</dt>
        <Fingerprint text={question.fingerprint} />
      </dl>
    </Sheet>
  );
}

/** Shows a fingerprint. A long one (`AB:CD:…`) is broken into lines only between its pairs. */
function Fingerprint({ text }: { readonly text: string }) {
  return (
    <dd className="fingerprint">
      {text.split(/(?<=:)/).map((part, index, all) => (
        <Fragment key={all.slice(0, index + 1).join("")}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </dd>
  );
}

/** Asks whether to continue although a publish from another computer may still be running. */
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

/** Asks whether the blog folder was moved or copied. A moved blog keeps its records of publishes. */
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
