import { useMemo } from "react";
import { ListBoxItem } from "react-aria-components";
import { outlineOf } from "../../editor/outline.ts";
import { type App, useApp } from "../../state/app.ts";
import { useDocumentBody } from "../../state/documents/document-hooks.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { PickSheet } from "./pick-sheet.tsx";

/** Lists the headings of the open post. Choosing a heading moves the caret to it. */
export function OutlineSheet() {
  const app = useApp();
  const t = useTranslate();
  const blogLanguage = useBlogLanguage();
  const body = useDocumentBody();
  const headings = useMemo(() => outlineOf(body), [body]);
  const top = Math.min(...headings.map(({ level }) => level));
  const go = (key: string): void => {
    app.workspace.closeSheet();
    goToHeading(app, Number(key));
  };
  return (
    <PickSheet
      title={t("outline.title")}
      placeholder={t("outline.placeholder")}
      onPick={go}
      isEmpty={headings.length === 0}
      note={headings.length === 0 ? <p className="search-sum">{t("outline.none")}</p> : undefined}
    >
      {headings.map(({ level, text, line }) => (
        <ListBoxItem key={line} id={String(line)} textValue={text} className="menu-item">
          <span lang={blogLanguage} style={{ paddingInlineStart: (level - top) * 16 }}>
            {text}
          </span>
        </ListBoxItem>
      ))}
    </PickSheet>
  );
}

/** Shows the text of the open post, and moves the caret to a line (0-based). */
export function goToHeading({ workspace, editor: current }: App, line: number): void {
  workspace.showPane("editor");
  void current.loaded().then((editor) => editor.goTo(line, "", ""));
}
