import type { ReactNode } from "react";
import type { AppError, Problem } from "#contract/errors.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { errorTexts } from "./error-texts.ts";

export interface ErrorNoticeProps {
  readonly error: AppError | Problem;
  /** Buttons for the actions that the error suggests. */
  readonly actions?: ReactNode;
  readonly onRetry?: (() => void) | undefined;
  readonly onClose?: () => void;
}

/** An error, shown where it happened; it stays until it is handled. */
export function ErrorNotice({ error, actions, onRetry, onClose }: ErrorNoticeProps) {
  const t = useTranslate();
  const { what, todo } = errorTexts(t, error);
  return (
    <Notice
      tone="error"
      title={what}
      detail={todo}
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
