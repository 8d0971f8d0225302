import { useState } from "react";
import { fromWireError, toWireError } from "#contract/errors.ts";
import { renamePost } from "../../commands/post-commands.ts";
import { useApp } from "../../state/app.ts";
import { useDocument } from "../../state/documents.ts";
import { useTranslate } from "../../state/language.ts";
import type { OpenDocument } from "../../state/open-document.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { errorTexts } from "../shared/error-texts.ts";
import { fileNameOf, isFileName, tidyFileName } from "./file-name.ts";

/** Gives the file of the open document another name. What goes wrong is told here, where another name can be typed. */
export function RenameSheet() {
  const document = useDocument();
  return document ? <RenameForm document={document} /> : null;
}

function RenameForm({ document }: { readonly document: OpenDocument }) {
  const app = useApp();
  const t = useTranslate();
  const [{ folder, name: oldName, extension }] = useState(() => fileNameOf(document.path));
  const [typed, setTyped] = useState(oldName);
  const [failure, setFailure] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const name = tidyFileName(typed, extension);
  const isUsable = name !== oldName && isFileName(name) && !isBusy;
  const close = (): void => app.workspace.closeSheet();

  const rename = async (): Promise<void> => {
    if (!isUsable) return;
    setBusy(true);
    try {
      await renamePost(app, folder + name + extension);
      close();
    } catch (error) {
      const { what, todo } = errorTexts(t, fromWireError(toWireError(error)));
      setFailure(`${what}\n${todo}`);
      setBusy(false);
    }
  };
  const problem = name !== "" && !isFileName(name) ? t("rename.problem") : failure;

  return (
    <Sheet
      title={t("rename.title")}
      size="small"
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t("action.cancel")}</Button>
          <Button variant="primary" isDisabled={!isUsable} onPress={() => void rename()}>
            {t("rename.accept")}
          </Button>
        </>
      }
    >
      <TextField
        label={t("rename.label", { folder })}
        value={typed}
        onChange={(text) => {
          setTyped(text);
          setFailure(undefined);
        }}
        onEnter={() => void rename()}
        autoFocus
        after={<span className="field-unit">{extension}</span>}
        description={addressNote(document)}
        error={problem}
      />
    </Sheet>
  );

  function addressNote({ kind, frozen }: OpenDocument): string | undefined {
    if (frozen) return t("rename.address.stays");
    return kind === "page" ? t("rename.address.follows") : undefined;
  }
}
