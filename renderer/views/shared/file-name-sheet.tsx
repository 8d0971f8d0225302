import { useState } from "react";
import { toAppError } from "#contract/errors.ts";
import { isPortableName } from "#contract/text/portable-name.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { errorTexts } from "./texts.ts";

export interface FileNameSheetProps {
  readonly title: string;
  readonly path: string;
  /** A text about other changes that the new name causes, or undefined if there are none. */
  readonly note: string | undefined;
  /** Renames the file. Rejects with an `AppError`. */
  readonly rename: (to: string) => Promise<void>;
  /** Called when the sheet closes. The argument is the new path, or undefined if the file was not renamed. */
  readonly onClose: (path?: string) => void;
}

/** Asks for a new file name. The file stays in its folder. The sheet stays open if `rename` fails. */
export function FileNameSheet({ title, path, note, rename, onClose }: FileNameSheetProps) {
  const t = useTranslate();
  // Later values of `path` are ignored, because the path changes before the sheet has closed.
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
      const { what, todo } = errorTexts(t, toAppError(error));
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

/** The parts of a file's path. Joined together, the parts are the path. */
interface FileName {
  /** Folder of the file with a trailing `/`. */
  readonly folder: string;
  readonly name: string;
  /** Extension with its dot. */
  readonly extension: string;
}

/** Splits a blog path into folder, name and extension. */
export function fileNameOf(path: string): FileName {
  const start = path.lastIndexOf("/") + 1;
  const dot = path.lastIndexOf(".");
  const end = dot > start ? dot : path.length;
  return { folder: path.slice(0, start), name: path.slice(start, end), extension: path.slice(end) };
}

/** Returns a typed file name in Unicode form NFC. Removes the extension and the spaces at both ends. */
export function tidyFileName(typed: string, extension: string): string {
  const name = typed.normalize("NFC").trim();
  const hasExtension = name.toLowerCase().endsWith(extension.toLowerCase());
  return hasExtension ? name.slice(0, name.length - extension.length) : name;
}

/**
 * Whether all operating systems allow a file name and show the file.
 * Many systems hide files with a leading dot.
 */
export function isFileName(name: string): boolean {
  return isPortableName(name) && !name.startsWith(".");
}
