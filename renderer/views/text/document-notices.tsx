import type { ReactNode } from "react";
import { useStore } from "zustand";
import { takeOffline } from "../../commands/publish-flow.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useDocument, usePublicationState } from "../../state/documents/document-hooks.ts";
import { isReadOnly } from "../../state/documents/open-document.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { NoticeStack } from "../../ui/notice-stack.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { postTitle } from "../shared/texts.ts";
import { EncodingQuestion } from "./encoding-question.tsx";

/** Messages and questions about the open document, shown between its properties and its text. */
export function DocumentNotices() {
  const app = useApp();
  const t = useTranslate();
  const document = useDocument();
  const failure = useStore(app.documents.store, ({ saving }) =>
    saving?.save.kind === "failed" ? saving.save.error : null,
  );
  const isSavedAgain = useStore(app.documents.store, ({ saving }) => saving?.savedAgain ?? false);
  const isMerged = useStore(app.documents.store, ({ saving }) => saving?.isMerged ?? false);
  const left = useStore(app.documents.store, (state) => state.removed);
  const isGone = useStore(app.blog.store, ({ summary }) => summary?.isGone ?? false);
  const stack = (notices: ReactNode): ReactNode => (
    <NoticeStack moreLabel={(count) => t("notices.more", { count })} fewerLabel={t("notices.fewer")}>
      {notices}
    </NoticeStack>
  );
  if (!document) return stack(left.map(leftNotice));
  const saveAgain = (): void => void app.documents.saveOnPurpose();
  // The notice about the missing folder replaces the error, because the notice says what to do.
  const isShownElsewhere = isGone && failure?.code === "blog.notFound";
  return stack(
    <>
      {left.map(leftNotice)}
      {isReadOnly(document) ? <EncodingQuestion document={document} /> : null}
      {document.conflict ? <ConflictQuestion /> : null}
      {document.removed && !document.conflict ? (
        <RemovedNotice path={document.path} onSave={saveAgain} />
      ) : null}
      {failure && !isShownElsewhere ? <ErrorNotice error={failure} onRetry={saveAgain} /> : null}
      {isSavedAgain ? <SavedAgain /> : null}
      {isMerged && !document.conflict ? <Merged /> : null}
      {document.problem ? <FrontMatterProblem /> : null}
      <StillOnlineNotice />
    </>,
  );
}

/** Warns the author if readers can still open the draft or scheduled post on screen. */
function StillOnlineNotice() {
  const app = useApp();
  const t = useTranslate();
  const document = useDocument();
  const publication = usePublicationState();
  const isRunning = useStore(app.publishing.store, (state) => state.running);
  if (!document || !publication?.stillOnline) return null;
  const { path, kind } = document;
  return (
    <Notice
      tone="question"
      title={t(publication.state === "draft" ? "stillOnline.draft" : "stillOnline.scheduled", { kind })}
      detail={t("stillOnline.detail")}
      actions={
        <Button isDisabled={isRunning} onPress={() => void attempt(app, () => takeOffline(app, path))}>
          {t("stillOnline.takeOffline")}
        </Button>
      }
    />
  );
}

function ConflictQuestion() {
  const t = useTranslate();
  const app = useApp();
  const { documents } = app;
  const takeTheirs = (): void => void attempt(app, () => documents.takeTheirs());
  return (
    <Notice
      tone="question"
      title={t("conflict.title")}
      detail={t("conflict.detail")}
      actions={
        <>
          <Button variant="primary" onPress={() => app.workspace.openSheet("conflict")}>
            {t("conflict.compare")}
          </Button>
          <Button onPress={takeTheirs}>{t("conflict.theirs")}</Button>
          <Button onPress={() => void documents.keepMine()}>{t("conflict.mine")}</Button>
        </>
      }
    />
  );
}

function RemovedNotice({ path, onSave }: { readonly path: string; readonly onSave: () => void }) {
  const app = useApp();
  const t = useTranslate();
  return (
    <Notice
      tone="question"
      title={t("removed.title")}
      detail={t("removed.detail")}
      actions={
        <>
          <Button onPress={onSave}>{t("removed.save")}</Button>
          <Button onPress={() => void attempt(app, () => app.documents.leaveRemoved(path))}>
            {t("removed.leave")}
          </Button>
        </>
      }
    />
  );
}

function leftNotice(post: { readonly path: string; readonly title: string }) {
  return <LeftRemoved key={post.path} {...post} />;
}

/** Says that another program removed the file of a post that is not on screen. */
function LeftRemoved({ path, title }: { readonly path: string; readonly title: string }) {
  const { documents } = useApp();
  const t = useTranslate();
  return (
    <Notice
      tone="question"
      title={t("removed.left", { title: postTitle(t, { title }) })}
      detail={t("removed.left.detail")}
      actions={<Button onPress={() => void documents.open(path)}>{t("removed.show")}</Button>}
    />
  );
}

function SavedAgain() {
  const t = useTranslate();
  return <Notice tone="good" title={t("save.again")} />;
}

/** Says that the text now has the changes of another program, too. */
function Merged() {
  const t = useTranslate();
  const { documents } = useApp();
  const isStored = useStore(documents.store, ({ saving }) => saving?.isMineInHistory ?? false);
  const close = { label: t("action.close"), onPress: () => documents.closeMerged() };
  return (
    <Notice
      tone="good"
      title={t("merged.title")}
      detail={isStored ? t("merged.detail") : null}
      close={close}
    />
  );
}

function FrontMatterProblem() {
  const t = useTranslate();
  const { workspace } = useApp();
  const problem = useDocument()?.problem;
  const isOpen = useStore(workspace.store, (state) => state.propertiesOpen);
  if (!problem) return null;
  return (
    <Notice
      tone="error"
      title={t(`error.${problem.code}.what`, problem.values)}
      detail={t(`error.${problem.code}.todo`, problem.values)}
      actions={
        isOpen ? null : (
          <Button
            onPress={() => {
              workspace.showProperties(true);
              workspace.showRaw(true);
            }}
          >
            {t("properties.openRaw")}
          </Button>
        )
      }
    />
  );
}
