import type { ReplaceOutcome } from "#contract/types/search-types.ts";
import { attempt } from "../../commands/run-command.ts";
import { undoReplacement } from "../../commands/search-commands.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";

export interface ReplacedNoticeProps {
  readonly outcome: ReplaceOutcome;
  readonly isUndone: boolean;
}

/** Maximum number of skipped posts that are listed. A changed or unreadable post is skipped. */
const maxNames = 5;

/** The message about a replacement in all posts, with an undo button. */
export function ReplacedNotice({ outcome, isUndone }: ReplacedNoticeProps) {
  const app = useApp();
  const t = useTranslate();
  const { posts, places, skipped, unread } = outcome;
  const left = [
    ["replace.skipped", skipped],
    ["replace.unread", unread],
  ] as const;
  const details = left
    .filter(([, paths]) => paths.length > 0)
    .map(([key, paths]) =>
      t(key, { count: paths.length, posts: paths.slice(0, maxNames).join(t("list.separator")) }),
    );
  return (
    <Notice
      tone="plain"
      leaves={details.length === 0}
      title={t(isUndone ? "replace.undone" : "replace.done", { posts, places })}
      detail={details.length > 0 ? details.map((text) => <p key={text}>{text}</p>) : undefined}
      actions={
        isUndone || posts === 0 ? null : (
          <Button onPress={() => void attempt(app, () => undoReplacement(app))}>{t("action.undo")}</Button>
        )
      }
      close={{ label: t("action.close"), onPress: () => app.workspace.dismissNotice() }}
    />
  );
}
