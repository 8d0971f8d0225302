import type { ReactNode } from "react";
import type { AppError, Problem } from "#contract/errors.ts";
import { runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { errorTexts } from "./texts.ts";

export interface ErrorNoticeProps {
  readonly error: AppError | Problem;
  /** Buttons with which the author can react to the error. */
  readonly actions?: ReactNode;
  readonly onRetry?: (() => void) | undefined;
  readonly onClose?: () => void;
}

/** The message about an error, next to the part that failed. Stays until the author dismisses it. */
export function ErrorNotice({ error, actions, onRetry, onClose }: ErrorNoticeProps) {
  const t = useTranslate();
  const { what, todo } = errorTexts(t, error);
  const { alsoFailed } = error.values;
  return (
    <Notice
      tone="error"
      title={what}
      detail={
        alsoFailed === undefined ? (
          todo
        ) : (
          <>
            <p>{todo}</p>
            <p>{t("images.alsoFailed", { names: alsoFailed })}</p>
          </>
        )
      }
      actions={
        actions || onRetry ? (
          <>
            {actions}
            {onRetry ? <Button onPress={onRetry}>{t("action.retry")}</Button> : null}
          </>
        ) : null
      }
      {...(onClose ? { close: { label: t("action.close"), onPress: onClose } } : {})}
    />
  );
}

/** A button in an error message that opens the list of all problems. */
export function MendButton() {
  const app = useApp();
  const t = useTranslate();
  return <Button onPress={() => void runCommand(app, "check")}>{t("checks.show")}</Button>;
}
