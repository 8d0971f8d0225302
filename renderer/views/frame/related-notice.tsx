import { undoRelate } from "../../commands/relate.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import type { NewRelation } from "../../state/workspace.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";

/**
 * The message that a relation was added to a post: what the pages of both posts show now, with an undo
 * button.
 */
export function RelatedNotice({ relation }: { readonly relation: NewRelation }) {
  const app = useApp();
  const t = useTranslate();
  const what = t(`relate.${relation.kind}`);
  return (
    <Notice
      tone="plain"
      title={t("relate.done", { what, title: relation.title || t("post.untitled") })}
      detail={t("relate.done.detail")}
      actions={
        <Button onPress={() => void attempt(app, () => undoRelate(app, relation))}>{t("action.undo")}</Button>
      }
      close={{ label: t("action.close"), onPress: () => app.workspace.dismissNotice() }}
    />
  );
}
