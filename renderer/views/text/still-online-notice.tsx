import { useStore } from "zustand";
import { takeOffline } from "../../commands/publish-flow.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useDocument, useStanding } from "../../state/documents/documents.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";

/** Warns the author if readers can still open the post on screen although it is a draft or scheduled. */
export function StillOnlineNotice() {
  const app = useApp();
  const t = useTranslate();
  const document = useDocument();
  const standing = useStanding();
  const isRunning = useStore(app.publishing.store, (state) => state.running);
  if (!document || !standing?.stillOnline) return null;
  const { path, kind } = document;
  return (
    <Notice
      tone="question"
      title={t(standing.state === "draft" ? "stillOnline.draft" : "stillOnline.scheduled", { kind })}
      detail={t("stillOnline.detail")}
      actions={
        <Button isDisabled={isRunning} onPress={() => void attempt(app, () => takeOffline(app, path))}>
          {t("stillOnline.takeOffline")}
        </Button>
      }
    />
  );
}
