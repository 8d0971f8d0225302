import { useStore } from "zustand";
import { undoRestore } from "../../commands/history-commands.ts";
import { untrashPost } from "../../commands/post-commands.ts";
import { takeOffline } from "../../commands/publish-flow.ts";
import { undoRelate } from "../../commands/relate.ts";
import { attempt, runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import type { NewRelation } from "../../state/workspace.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { CardNotice } from "../writing/card-notice.tsx";
import { InsertionNotice, MediaNotice } from "../media/media-notice.tsx";
import { BulkNotice } from "../posts/bulk-notice.tsx";
import { ReplacedNotice } from "../search/replaced-notice.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { postTitle } from "../shared/texts.ts";
import { RenamedNotice } from "./renamed-notice.tsx";

/** The message about the last command, such as an error. Also says that the engine has died. */
export function CommandNotice() {
  const app = useApp();
  const t = useTranslate();
  const notice = useStore(app.workspace.store, (state) => state.notice);
  const close = (): void => app.workspace.dismissNotice();
  if (!notice) return null;
  if (notice.kind === "error") {
    const { error, retry } = notice;
    const onRetry =
      retry &&
      ((): void => {
        close();
        retry();
      });
    return <ErrorNotice error={error} onRetry={onRetry} onClose={close} />;
  }
  if (notice.kind === "engineGone") return <EngineGone />;
  if (notice.kind === "restored") {
    const { path, before } = notice;
    return (
      <Notice
        tone="plain"
        leaves
        title={t("history.restored")}
        actions={
          <Button onPress={() => void attempt(app, () => undoRestore(app, path, before))}>
            {t("action.undo")}
          </Button>
        }
        close={{ label: t("action.close"), onPress: close }}
      />
    );
  }
  if (notice.kind === "targetReady") {
    const publish = (): void => {
      close();
      void runCommand(app, "publish");
    };
    return (
      <Notice
        tone="good"
        title={t("targets.ready", { name: notice.name })}
        detail={t("targets.ready.detail")}
        actions={
          <Button variant="primary" onPress={publish}>
            {t("targets.ready.publish")}
          </Button>
        }
        close={{ label: t("action.close"), onPress: close }}
      />
    );
  }
  if (notice.kind === "renamed") return <RenamedNotice {...notice} />;
  if (notice.kind === "related") return <RelatedNotice relation={notice.relation} />;
  if (notice.kind === "card") return <CardNotice {...notice} />;
  if (notice.kind === "media") return <MediaNotice change={notice.change} />;
  if (notice.kind === "inserting") return <InsertionNotice insertion={notice.insertion} onClose={close} />;
  if (notice.kind === "bulk") return <BulkNotice {...notice} />;
  if (notice.kind === "templateSaved") {
    return (
      <Notice
        tone="good"
        leaves
        title={t("templates.saved", { name: notice.name })}
        detail={notice.path}
        close={{ label: t("action.close"), onPress: close }}
      />
    );
  }
  if (
    notice.kind === "themeRestored" ||
    notice.kind === "mediaRestored" ||
    notice.kind === "versionRestored"
  ) {
    const title = t(`trash.${notice.kind}`, { name: notice.name });
    return <Notice tone="good" leaves title={title} close={{ label: t("action.close"), onPress: close }} />;
  }
  if (notice.kind === "addressCopied") {
    return (
      <Notice
        tone="good"
        leaves
        title={t("address.copied")}
        detail={notice.address}
        close={{ label: t("action.close"), onPress: close }}
      />
    );
  }
  if (notice.kind === "replaced") return <ReplacedNotice {...notice} />;
  const { path, title, isOnline } = notice;
  return (
    <Notice
      tone="plain"
      leaves={!isOnline}
      title={t("list.trashed", { title: postTitle(t, notice) })}
      detail={isOnline ? t("list.trashed.online") : null}
      actions={
        <>
          {isOnline ? (
            <Button onPress={() => void attempt(app, () => takeOffline(app, path, title))}>
              {t("stillOnline.takeOffline")}
            </Button>
          ) : null}
          <Button onPress={() => void attempt(app, () => untrashPost(app, path))}>{t("action.undo")}</Button>
        </>
      }
      close={{ label: t("action.close"), onPress: close }}
    />
  );
}

/** Confirms that the author has related two posts, names the other post, and offers an undo. */
function RelatedNotice({ relation }: { readonly relation: NewRelation }) {
  const app = useApp();
  const t = useTranslate();
  const what = t(`relate.${relation.kind}`);
  return (
    <Notice
      tone="plain"
      leaves
      title={t("relate.done", { what, title: relation.title || t("post.untitled") })}
      detail={t("relate.done.detail")}
      actions={
        <Button onPress={() => void attempt(app, () => undoRelate(app, relation))}>{t("action.undo")}</Button>
      }
      close={{ label: t("action.close"), onPress: () => app.workspace.dismissNotice() }}
    />
  );
}

/** Says that the engine died repeatedly. Unsaved text is saved after a restart of the engine. */
function EngineGone() {
  const app = useApp();
  const t = useTranslate();
  const restart = async (): Promise<void> => {
    app.workspace.dismissNotice();
    await app.services.main.call("engine.reconnect", {});
  };
  return (
    <Notice
      tone="error"
      title={t("engineGone.title")}
      detail={t("engineGone.detail")}
      actions={<Button onPress={() => void attempt(app, restart)}>{t("engineGone.restart")}</Button>}
    />
  );
}
