import { useEffect } from "react";
import { useStore } from "zustand";
import { runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useDocument } from "../../state/documents/document-hooks.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { PicturePanel } from "../media/picture-panel.tsx";
import { DocumentNotices } from "./document-notices.tsx";
import { EditorPane } from "./editor-pane.tsx";
import { Properties } from "./properties.tsx";
import { StatusLine } from "./status-line.tsx";
import { TitleField } from "./title-field.tsx";

/** The pane of the open document: title, properties, text, and messages about the document. */
export function TextPane() {
  const app = useApp();
  const document = useDocument();
  const blogLanguage = useBlogLanguage();
  const failure = useStore(app.documents.store, (state) => state.failure);
  return (
    <>
      {failure ? (
        <ErrorNotice error={failure.error} onRetry={() => void app.documents.open(failure.path)} />
      ) : null}
      {document ? (
        <>
          <div className="text-head">
            <TitleField key={document.path} />
            <Properties />
          </div>
          <DocumentNotices />
          <div className="text-body" lang={blogLanguage}>
            <EditorPane />
          </div>
          <PicturePanel />
          <StatusLine />
        </>
      ) : (
        <>
          <DocumentNotices />
          <NoDocument />
        </>
      )}
    </>
  );
}

function NoDocument() {
  const app = useApp();
  const t = useTranslate();
  const summary = useStore(app.blog.store, (state) => state.summary);
  const isFirst = useStore(app.blog.store, (state) => state.posts.length === 0);
  const isOpening = useStore(app.documents.store, (state) => state.opening !== null);
  useEffect(() => app.panes.register("editor", focusButton), [app]);
  const hasSheet = useStore(app.workspace.store, ({ sheet }) => sheet !== null);
  if (!summary || isOpening) return <p className="text-wait">{t("text.loading")}</p>;
  return (
    <EmptyState
      title={t(isFirst ? "text.first.title" : "text.none.title")}
      detail={t(isFirst ? "text.first.detail" : "text.none.detail")}
      action={
        <Button
          variant="primary"
          autoFocus={isFirst && !hasSheet}
          onPress={() => void runCommand(app, "new-post")}
        >
          {t("list.new")}
        </Button>
      }
    />
  );
}

/** Focuses the button for a new post, which the pane shows while no text is open. */
function focusButton(): void {
  document.querySelector<HTMLElement>('[data-pane="editor"] .empty-state button')?.focus();
}
