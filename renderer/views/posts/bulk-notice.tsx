import type { BulkOutcome } from "#contract/types/bulk-types.ts";
import { undoBulk } from "../../commands/posts/bulk-commands.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { errorTexts, postTitle } from "../shared/texts.ts";

export interface BulkNoticeProps {
  readonly what: "changed" | "trashed" | "undone";
  readonly outcome: BulkOutcome;
  /** Title of the section to which the posts moved, if this was the only change. */
  readonly section?: string;
}

/** Maximum number of skipped posts that the message lists with a reason. */
const maxReasons = 5;

/** Says how many posts changed, and why other posts did not change. Has an undo button. */
export function BulkNotice({ what, outcome, section }: BulkNoticeProps) {
  const app = useApp();
  const t = useTranslate();
  const { changed, unchanged, skipped } = outcome;
  const count = changed.length;
  const only = count === 1 ? app.blog.post(changed[0] ?? "") : undefined;
  const isOne = what === "changed" && only !== undefined;
  const title =
    section !== undefined
      ? t("bulk.moved", { count, section })
      : isOne
        ? t("bulk.changed.one", { title: postTitle(t, only) })
        : t(`bulk.${what}`, { count });
  return (
    <Notice
      tone={skipped.length > 0 ? "error" : "plain"}
      leaves={skipped.length === 0}
      title={title}
      detail={
        unchanged + skipped.length > 0 ? (
          <>
            {unchanged > 0 ? <p>{t("bulk.unchanged", { count: unchanged })}</p> : null}
            {skipped.length > 0 ? <p>{t("bulk.skipped", { count: skipped.length })}</p> : null}
            {skipped.slice(0, maxReasons).map(({ path, reason }) => (
              <p key={path}>
                {t("bulk.reason", { path, reason: errorTexts(t, { ...reason, severity: "error" }).what })}
              </p>
            ))}
            {skipped.length > maxReasons ? (
              <p>{t("bulk.more.skipped", { count: skipped.length - maxReasons })}</p>
            ) : null}
          </>
        ) : undefined
      }
      actions={
        what === "undone" || count === 0 ? null : (
          <Button onPress={() => void attempt(app, () => undoBulk(app))}>{t("action.undo")}</Button>
        )
      }
      close={{ label: t("action.close"), onPress: () => app.workspace.dismissNotice() }}
    />
  );
}
