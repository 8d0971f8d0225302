import { useEffect, useRef, useState } from "react";
import { Label, TextArea, TextField } from "react-aria-components";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { useDocument, useDocuments } from "../../state/documents/document-hooks.ts";
import { isReadOnly } from "../../state/documents/open-document.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";

/** The front matter as it is in the file. An error is shown next to text that cannot be parsed. */
export function RawFrontMatter() {
  const { workspace } = useApp();
  const t = useTranslate();
  const document = useDocument();
  const documents = useDocuments();
  const [composed, setComposed] = useState<string | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const line = useStore(workspace.store, (state) => state.rawLine);
  useEffect(() => {
    if (line === null || !area.current) return;
    selectLine(area.current, line);
    workspace.reachedRawLine();
  }, [line, workspace]);
  if (!document) return null;
  const take = (text: string): void => {
    setComposed(null);
    documents.setFrontMatter(text);
  };
  return (
    <div className="raw-front-matter">
      <TextField
        value={composed ?? document.frontMatter}
        onChange={(text) => (composed === null ? take(text) : setComposed(text))}
        isInvalid={document.problem !== null}
        isReadOnly={isReadOnly(document)}
      >
        <Label>{t("properties.raw")}</Label>
        <TextArea
          ref={area}
          rows={Math.min(16, document.frontMatter.split("\n").length + 1)}
          spellCheck={false}
          onCompositionStart={(event) => setComposed(event.currentTarget.value)}
          onCompositionEnd={(event) => take(event.currentTarget.value)}
        />
      </TextField>
      <div className="properties-foot">
        <Button
          variant="quiet"
          isDisabled={document.problem !== null}
          onPress={() => workspace.showRaw(false)}
        >
          {t("properties.openForm")}
        </Button>
      </div>
    </div>
  );
}

/** Selects a 0-based line of the field and moves the focus there. */
function selectLine(area: HTMLTextAreaElement, line: number): void {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line).reduce((length, text) => length + text.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line]?.length ?? 0));
}
