import { lazy, type ReactNode, Suspense, useEffect } from "react";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { followContrast } from "../../state/contrast.ts";
import { useLanguage, useTranslate } from "../../state/language.ts";
import type { SheetName } from "../../state/workspace.ts";
import { ChecksSheet } from "../checks/checks-sheet.tsx";
import { ExportSheet } from "../export/export-sheet.tsx";
import { HelpSheet } from "../help/help-sheet.tsx";
import { ConflictSheet } from "../history/conflict-sheet.tsx";
import { HistorySheet } from "../history/history-sheet.tsx";
import { KeysSheet } from "../keys/keys-sheet.tsx";
import { CropImageSheet } from "../media/crop-sheet.tsx";
import { ImagesSheet } from "../media/images-sheet.tsx";
import { InsertPicturesSheet } from "../media/picture-picker.tsx";
import { MoveInSheet } from "../move-in/move-in-sheet.tsx";
import { BulkSheet } from "../posts/bulk-sheet.tsx";
import { TrashSheet } from "../posts/trash-sheet.tsx";
import { CompareSheet } from "../publishing/compare-sheet.tsx";
import { DraftSheet } from "../publishing/draft-sheet.tsx";
import { PublishOutcome } from "../publishing/publish-outcome.tsx";
import { QuestionSheet } from "../publishing/questions/question-sheet.tsx";
import { ScheduleOutcome } from "../publishing/schedule-outcome.tsx";
import { EndedShares } from "../publishing/ended-shares.tsx";
import { ShareDraftSheet } from "../publishing/share-draft-sheet.tsx";
import { UndoSheet } from "../publishing/undo-sheet.tsx";
import { ReplaceSheet } from "../search/replace-sheet.tsx";
import { SearchSheet } from "../search/search-sheet.tsx";
import { FixSheet } from "../sheets/fix-sheet.tsx";
import { GivenFileSheet } from "../sheets/given-file-sheet.tsx";
import { MoveSheet } from "../sheets/move-sheet.tsx";
import { OutlineSheet } from "../sheets/outline-sheet.tsx";
import { PaletteSheet } from "../sheets/palette-sheet.tsx";
import { RecoverySheet } from "../sheets/recovery-sheet.tsx";
import { RenameSheet } from "../sheets/rename-sheet.tsx";
import { SettingsSheet } from "../sheets/settings-sheet.tsx";
import { TableSheet } from "../table/table-sheet.tsx";
import { NewTargetSheet, TargetsSheet } from "../targets/targets-sheet.tsx";
import { TermsSheet } from "../terms/terms-sheet.tsx";
import { AddendumSheet } from "../writing/addendum-sheet.tsx";
import { LinkSheet } from "../writing/link-sheet.tsx";
import { NoticesSheet } from "../writing/notices-sheet.tsx";
import { QuickPostSheet } from "../writing/quick-post-sheet.tsx";
import { RelateSheet } from "../writing/relate-sheet.tsx";
import { ReplySheet } from "../writing/reply-sheet.tsx";
import { SnippetPicker } from "../writing/snippet-picker.tsx";
import { SnippetsSheet } from "../writing/snippets-sheet.tsx";
import { TemplatePicker } from "../writing/template-picker.tsx";
import { BlogFailed, FolderGone, useBlogFailure } from "./blog-failed.tsx";
import { CommandNotice } from "./command-notice.tsx";
import { Notices } from "./notices.tsx";
import { Panes } from "./panes.tsx";
import { TitleBar } from "./title-bar.tsx";
import { useReturnedFocus } from "./use-returned-focus.ts";

const sheets: Readonly<Record<SheetName, () => ReactNode>> = {
  palette: PaletteSheet,
  settings: SettingsSheet,
  "blog-settings": BlogSettings,
  keys: KeysSheet,
  help: HelpSheet,
  checks: ChecksSheet,
  rename: RenameSheet,
  "share-draft": ShareDraftSheet,
  undo: UndoSheet,
  "compare-live": CompareSheet,
  targets: TargetsSheet,
  "new-target": NewTargetSheet,
  "quick-post": QuickPostSheet,
  templates: TemplatePicker,
  addendum: AddendumSheet,
  "comment-reply": ReplySheet,
  "link-to-post": LinkSheet,
  relate: RelateSheet,
  notices: NoticesSheet,
  search: SearchSheet,
  replace: ReplaceSheet,
  history: HistorySheet,
  conflict: ConflictSheet,
  outline: OutlineSheet,
  fix: FixSheet,
  "change-posts": BulkSheet,
  "move-to-section": MoveSheet,
  trash: TrashSheet,
  terms: TermsSheet,
  "edit-table": TableSheet,
  "insert-snippet": SnippetPicker,
  snippets: SnippetsSheet,
  images: ImagesSheet,
  "insert-from-library": InsertPicturesSheet,
  "crop-image": CropImageSheet,
  "move-in": MoveInSheet,
  export: ExportSheet,
};

/** The window: title bar, panes, and the open sheet. */
export function Frame() {
  useRootAttributes();
  useWindowTitle();
  useTextMenu();
  useReturnedFocus();
  return (
    <div className="frame">
      <TitleBar />
      <Content />
      <Notices>
        <FolderGone />
        <EndedShares />
        <NoticeOfCommand />
        <ScheduleOutcome />
        <PublishOutcome />
      </Notices>
      <Announcer />
      <DraftSheet />
      <QuestionSheet />
      <RecoverySheet />
      <GivenFileSheet />
      <OpenSheet />
    </div>
  );
}

const textPlaces = "input:not([type=checkbox], [type=radio]), textarea, [contenteditable], .monaco-editor";

/**
 * Opens the system's context menu on text.
 * Monaco's own menu is unsuitable, because it would be cut off at the edge of its pane.
 */
function useTextMenu(): void {
  const { main } = useApp().services;
  useEffect(() => {
    const open = (event: MouseEvent): void => {
      const isText = event.target instanceof Element && event.target.closest(textPlaces) !== null;
      if (event.defaultPrevented || !isText) return;
      event.preventDefault();
      void main.call("menu.text", { x: event.clientX, y: event.clientY });
    };
    document.addEventListener("contextmenu", open);
    return () => document.removeEventListener("contextmenu", open);
  }, [main]);
}

/** Announces to screen readers the end of each save by key or menu, and the start of each publish. */
function Announcer() {
  const app = useApp();
  const t = useTranslate();
  const saves = useStore(app.workspace.store, (state) => state.savedByHand);
  const isRunning = useStore(app.publishing.store, (state) => state.running);
  return (
    <div className="visually-hidden" role="status">
      {saves > 0 ? <p key={saves}>{t("save.announcement")}</p> : null}
      {isRunning ? <p>{t("publish.running")}</p> : null}
    </div>
  );
}

/** The message about the last command, except while a sheet shows the message itself. */
function NoticeOfCommand() {
  const sheet = useStore(useApp().workspace.store, (state) => state.sheet);
  return sheet === "images" || sheet === "terms" ? null : <CommandNotice />;
}

/** Shows the panes. If the blog cannot be opened, shows the error instead. */
function Content() {
  return useBlogFailure() ? <BlogFailed /> : <Panes />;
}

function OpenSheet() {
  const sheet = useStore(useApp().workspace.store, (state) => state.sheet);
  const View = sheet === null ? null : sheets[sheet];
  return View ? <View /> : null;
}

const LazyBlogSettings = lazy(async () => {
  const { BlogSettingsSheet } = await import("../blog-settings/blog-settings-sheet.tsx");
  return { default: BlogSettingsSheet };
});

/** The settings of the blog, loaded on demand because making their schema is slow. */
function BlogSettings() {
  return (
    <Suspense fallback={null}>
      <LazyBlogSettings />
    </Suspense>
  );
}

/** Sets language, colours, contrast, font and text size on the root element, as the author chose them. */
function useRootAttributes(): void {
  const language = useLanguage();
  const { colours, highContrast, editorFont, editorFontSize } = useStore(useApp().preferences.store);
  useEffect(() => {
    const root = document.documentElement;
    root.lang = language;
    root.dataset.colours = colours;
    root.dataset.editorFont = editorFont;
    root.style.setProperty("--editor-font-size", `${editorFontSize}px`);
  }, [language, colours, editorFont, editorFontSize]);
  useEffect(() => followContrast(highContrast), [highContrast]);
}

/** Names the window after the open post and the blog, so that windows can be distinguished. */
function useWindowTitle(): void {
  const app = useApp();
  const t = useTranslate();
  const blog = useStore(app.blog.store, ({ summary }) => summary?.title);
  const post = useStore(app.documents.store, ({ facts }) => facts?.properties.title?.trim());
  useEffect(() => {
    document.title = [post, blog].filter(Boolean).join(" — ") || t("app.name");
  }, [post, blog, t]);
}
