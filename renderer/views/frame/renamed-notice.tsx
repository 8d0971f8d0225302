import { undoRename } from "../../commands/post-commands.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import type { FollowedLinks } from "../../state/documents/document-session.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";

interface RenamedNoticeProps {
  readonly from: string;
  readonly to: string;
  readonly links: FollowedLinks;
}

/** The message that a file was renamed. Shows the updated links and an undo button. */
export function RenamedNotice({ from, to, links }: RenamedNoticeProps) {
  const app = useApp();
  const t = useTranslate();
  const { posts, skipped } = links;
  const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
  return (
    <Notice
      tone="plain"
      leaves={skipped.length === 0}
      title={t("renamed.title", { from: nameOf(from), to: nameOf(to) })}
      detail={[
        posts > 0 ? t("renamed.links", { count: posts }) : "",
        skipped.length > 0 ? t("renamed.skipped", { paths: skipped.join(", ") }) : "",
      ]
        .filter(Boolean)
        .join(" ")}
      actions={
        <Button onPress={() => void attempt(app, () => undoRename(app, { from, to }))}>
          {t("action.undo")}
        </Button>
      }
      close={{ label: t("action.close"), onPress: () => app.workspace.dismissNotice() }}
    />
  );
}
