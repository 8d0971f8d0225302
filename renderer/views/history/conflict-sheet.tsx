import { useEffect, useMemo } from "react";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useDocument } from "../../state/documents/document-hooks.ts";
import { useTranslate } from "../../state/language.ts";
import type { DocumentFacts } from "../../state/documents/open-document.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { postTitle } from "../shared/texts.ts";
import { ComparisonView } from "./comparison-view.tsx";

/** Lets the author choose between the text on screen and the file that another program changed. */
export function ConflictSheet() {
  const { workspace } = useApp();
  const document = useDocument();
  const conflict = document?.conflict ?? null;
  useEffect(() => {
    if (!conflict) workspace.closeSheet();
  }, [workspace, conflict]);
  return document && conflict ? <Conflict document={document} conflict={conflict} /> : null;
}

interface ConflictProps {
  readonly document: DocumentFacts;
  readonly conflict: NonNullable<DocumentFacts["conflict"]>;
}

function Conflict({ document, conflict }: ConflictProps) {
  const app = useApp();
  const t = useTranslate();
  const { documents, workspace } = app;
  const { frontMatter, body } = conflict;
  const older = useMemo(() => ({ frontMatter, body }), [frontMatter, body]);
  return (
    <Sheet
      title={t("conflict.sheet", { title: postTitle(t, { title: document.properties.title ?? "" }) })}
      size="wide"
      onClose={() => workspace.closeSheet()}
      actions={
        <>
          <Button onPress={() => workspace.closeSheet()}>{t("conflict.later")}</Button>
          <Button onPress={() => void attempt(app, () => documents.takeTheirs())}>
            {t("conflict.theirs")}
          </Button>
          <Button variant="primary" onPress={() => void documents.keepMine()}>
            {t("conflict.mine")}
          </Button>
        </>
      }
    >
      <div className="history-side">
        <p className="field-note">{t("conflict.marks")}</p>
        <ComparisonView document={document} older={older} isAgainstNow />
      </div>
    </Sheet>
  );
}
