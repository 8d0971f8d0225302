import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { toAppError } from "#contract/errors.ts";
import { imageMarkdown } from "../../commands/add-image.ts";
import { takePastedAddress } from "../../commands/cards.ts";
import { ownTarget } from "../../commands/link-to-post.ts";
import { attempt } from "../../commands/run-command.ts";
import { loadEditor } from "../../editor/load-editor.ts";
import type { EditorHost, EditorWords, ProseEditor } from "../../editor/prose-editor.ts";
import { afterPaint } from "../../state/after-paint.ts";
import { type App, useApp } from "../../state/app.ts";
import { useDocumentBody } from "../../state/documents/document-hooks.ts";
import { type Messages, useLanguage, useTranslate } from "../../state/language.ts";
import { PictureButton } from "../media/picture-panel.tsx";
import { useRemarks } from "./use-remarks.ts";
import "./editor.css";

/** Number of characters shown as plain text while Monaco loads: more than fits on a screen. */
const firstScreen = 10_000;

/** The editor of the open document (Monaco). Until Monaco is loaded, plain text is shown instead. */
export function EditorPane() {
  const container = useRef<HTMLDivElement>(null);
  const ready = useProseEditor(container);
  return (
    <div className="editor-pane">
      <div ref={container} className="editor-monaco" />
      {ready ? <PictureButton /> : <FirstWords />}
    </div>
  );
}

function FirstWords() {
  const body = useDocumentBody();
  return <div className="editor-first-words">{body.slice(0, firstScreen)}</div>;
}

/** Creates Monaco in a container and keeps it up to date. Returns whether Monaco is ready. */
function useProseEditor(container: React.RefObject<HTMLDivElement | null>): boolean {
  const app = useApp();
  const t = useTranslate();
  const language = useLanguage();
  const preferences = useStore(app.preferences.store);
  const [editor, setEditor] = useState<ProseEditor | null>(null);
  const latest = {
    preferences,
    language,
    words: editorWords(t),
  };
  const start = useRef(latest);
  start.current = latest;

  useEffect(() => {
    let made: ProseEditor | null = null;
    let gone = false;
    const make = async (): Promise<void> => {
      // Waits until the plain text is on screen, because creating Monaco takes long.
      await afterPaint();
      // `npm run bench:app` reads this performance mark.
      performance.mark("words-painted");
      const { ProseEditor: Editor } = await loadEditor(start.current.language);
      if (gone || !container.current) return;
      const settings = { preferences: start.current.preferences, editContext: preferences.editContext };
      made = new Editor(container.current, hostFor(app), settings, start.current.words);
      made.show(app.documents.current);
      app.editor.store.setState({ handle: made.handle });
      setEditor(made);
      // If no element has the focus, focuses the text. A sheet, for example, keeps the focus.
      if (document.activeElement === document.body) made.handle.focus();
    };
    void attempt(app, make);
    const unsubscribe = app.documents.store.subscribe(() => made?.show(app.documents.current));
    return () => {
      gone = true;
      unsubscribe();
      app.editor.store.setState({ handle: null });
      made?.dispose();
      setEditor(null);
    };
  }, [app, container, preferences.editContext]);

  useEffect(() => editor?.setPreferences(preferences), [editor, preferences]);
  const { typewriter, focusMode } = preferences;
  useEffect(() => editor?.setModes({ typewriter, focusMode }), [editor, typewriter, focusMode]);
  useRemarks(editor);
  useEffect(() => editor?.setWords(editorWords(t)), [editor, t]);
  useEffect(
    () => (editor ? app.panes.register("editor", () => editor.handle.focus()) : undefined),
    [app, editor],
  );
  return editor !== null;
}

function editorWords(t: Messages): EditorWords {
  return {
    ariaLabel: t("editor.label"),
    placeholder: t("editor.placeholder"),
    describe: t("editor.describe"),
    readOnly: t("editor.readOnly"),
  };
}

function hostFor(app: App): EditorHost {
  return {
    current: app.editor,
    documents: app.documents,
    storeImage: (post, image) => imageMarkdown(app, post, image),
    inserting: (insertion) => {
      if (insertion) app.workspace.notify({ kind: "inserting", insertion });
      else if (app.workspace.store.getState().notice?.kind === "inserting") app.workspace.dismissNotice();
    },
    ownTarget: (path, address) => ownTarget(app, path, address),
    keys: () => app.preferences.keys,
    markdownOf: async (html) => (await app.services.engine.call("paste.markdown", { html })).markdown,
    pastedAddress: (address) => void attempt(app, () => takePastedAddress(app, address)),
    failed: (error) => app.workspace.notify({ kind: "error", error: toAppError(error) }),
    openLink: (url) =>
      void attempt(app, async () => void (await app.services.main.call("link.open", { url }))),
  };
}
