import { useState } from "react";
import { fromWireError, toWireError } from "#contract/errors.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { errorTexts } from "./error-texts.ts";
import { fileNameOf, isFileName, tidyFileName } from "./file-name.ts";

export interface FileNameSheetProps {
  readonly title: string;
  /** Blog path of the file. */
  readonly path: string;
  /** A text about what else changes with the name; undefined if there is nothing. */
  readonly note: string | undefined;
  /** Renames the file; rejects with an `AppError`. */
  readonly rename: (to: string) => Promise<void>;
  /** Called when the sheet closes. `path` is the new path; undefined if the file was not renamed. */
  readonly onClose: (path?: string) => void;
}

/**
 * Asks for a new name for a file, in the same folder. Shows errors of the renaming itself, so that the author
 * can type another name.
 */
export function FileNameSheet({ title, path, note, rename, onClose }: FileNameSheetProps) {
  const t = useTranslate();
  // Read once: after the renaming, `path` is already the new one before the sheet closes.
  const [{ folder, name: oldName, extension }] = useState(() => fileNameOf(path));
  const [typed, setTyped] = useState(oldName);
  const [failure, setFailure] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const name = tidyFileName(typed, extension);
  const isUsable = name !== oldName && isFileName(name) && !isBusy;
  const accept = async (): Promise<void> => {
    if (!isUsable) return;
    setBusy(true);
    const to = folder + name + extension;
    try {
      await rename(to);
      onClose(to);
    } catch (error) {
      const { what, todo } = errorTexts(t, fromWireError(toWireError(error)));
      setFailure(`${what}\n${todo}`);
      setBusy(false);
    }
  };
  return (
    <Sheet
      title={title}
      size="small"
      onClose={() => onClose()}
      actions={
        <>
          <Button onPress={() => onClose()}>{t("action.cancel")}</Button>
          <Button variant="primary" isDisabled={!isUsable} onPress={() => void accept()}>
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
        onEnter={() => void accept()}
        autoFocus
        after={<span className="field-unit">{extension}</span>}
        description={note}
        error={name !== "" && !isFileName(name) ? t("rename.problem") : failure}
      />
    </Sheet>
  );
}
