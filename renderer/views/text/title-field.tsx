import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useApp } from "../../state/app.ts";
import { useDocument, useDocuments } from "../../state/documents/document-hooks.ts";
import { isReadOnly } from "../../state/documents/open-document.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { isComposingKey } from "../../ui/keys.ts";

/** The field for the title. During an IME composition, the document gets no new title. */
export function TitleField() {
  const { panes } = useApp();
  const t = useTranslate();
  const blogLanguage = useBlogLanguage();
  const document = useDocument();
  const documents = useDocuments();
  const [composed, setComposed] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const select = (): void => {
      field.current?.focus();
      field.current?.select();
    };
    const stops = [
      panes.register("title", () => field.current?.focus()),
      panes.register("whole-title", select),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [panes]);
  if (!document) return null;

  const take = (text: string): void => {
    setComposed(null);
    documents.editProperties({ title: oneLine(text) });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (isComposingKey(event.nativeEvent)) return;
    const atEnd = event.currentTarget.selectionStart === event.currentTarget.value.length;
    if (event.key !== "Enter" && !(event.key === "ArrowDown" && atEnd)) return;
    event.preventDefault();
    panes.focus("editor");
  };

  return (
    <textarea
      ref={field}
      className="title-field"
      lang={blogLanguage}
      rows={1}
      aria-label={t("property.title")}
      placeholder={t("text.title.placeholder")}
      readOnly={document.problem !== null || isReadOnly(document)}
      value={composed ?? document.properties.title ?? ""}
      onChange={(event) => {
        const { value } = event.currentTarget;
        if (composed === null) take(value);
        else setComposed(value);
      }}
      onCompositionStart={(event) => setComposed(event.currentTarget.value)}
      onCompositionEnd={(event) => take(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}

/** Replaces line ends of pasted text with spaces, because a title is one line. */
function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, " ");
}
