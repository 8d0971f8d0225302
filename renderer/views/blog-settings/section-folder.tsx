import { useEffect, useRef, useState } from "react";
import { type AppError, toAppError } from "#contract/errors.ts";
import { renameSection } from "../../commands/posts/bulk-commands.ts";
import { useApp } from "../../state/app.ts";
import type { Setting } from "../../state/blog-settings/setting-schema.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { BulkProgressBar } from "../shared/bulk-progress.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { useSettings } from "./use-settings.ts";

/** Returns the normalised name (NFKC, lower case), and whether a new section can have this name. */
export function sectionName(
  typed: string,
  { schema }: Setting,
  names: readonly string[],
): { readonly name: string; readonly isSound: boolean } {
  const name = typed.normalize("NFKC").trim().toLowerCase();
  const isValid = new RegExp(schema.propertyNames?.pattern ?? ".").test(name);
  return { name, isSound: isValid && !names.includes(name) };
}

export interface SectionFolderProps {
  readonly name: string;
  readonly setting: Setting;
  /** The names of all sections. */
  readonly names: readonly string[];
  /** Whether the section was just renamed. Its button then gets the focus. */
  readonly isNew: boolean;
  readonly onRenamed: (name: string) => void;
}

/** The folder of a section, and a button that renames the folder. */
export function SectionFolder({ name, isNew, ...props }: SectionFolderProps) {
  const t = useTranslate();
  const { isChanged, draft } = useSettings();
  const [isOpen, setOpen] = useState(false);
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isNew) line.current?.querySelector("button")?.focus();
  }, [isNew]);
  if (isOpen) return <RenameForm name={name} {...props} onEnd={() => setOpen(false)} />;
  const isInFile = Object.hasOwn(Object(draft.savedValues.sections), name);
  return (
    <>
      <div className="setting-folder" ref={line}>
        <p className="setting-name">posts/{name}/</p>
        {isInFile ? (
          <Button variant="quiet" isDisabled={isChanged} onPress={() => setOpen(true)}>
            {t("sections.rename")}
          </Button>
        ) : null}
      </div>
      {isInFile && isChanged ? <p className="field-note">{t("sections.rename.unsaved")}</p> : null}
    </>
  );
}

interface RenameFormProps extends Omit<SectionFolderProps, "isNew"> {
  readonly onEnd: () => void;
}

function RenameForm({ name: before, setting, names, onRenamed, onEnd }: RenameFormProps) {
  const app = useApp();
  const t = useTranslate();
  const { draft } = useSettings();
  const [typed, setTyped] = useState(before);
  const [pages, setPages] = useState(0);
  const [redirect, setRedirect] = useState(true);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const { name, isSound } = sectionName(typed, setting, names);
  useEffect(() => {
    setPages(0);
    if (!isSound) return undefined;
    const abort = new AbortController();
    const moved = app.services.engine.call("sections.moved", { from: before, to: name }, abort.signal);
    moved
      .then((answer) => {
        if (!abort.signal.aborted) setPages(answer.pages);
      })
      .catch(() => undefined);
    return () => abort.abort();
  }, [app, before, name, isSound]);
  const accept = async (): Promise<void> => {
    if (!isSound || isBusy) return;
    setBusy(true);
    try {
      await renameSection(app, { from: before, to: name, redirect });
      await draft.load();
      onRenamed(name);
    } catch (reason) {
      setBusy(false);
      setError(toAppError(reason));
    }
  };
  return (
    <>
      <p className="setting-name">posts/{before}/</p>
      {error ? <ErrorNotice error={error} /> : null}
      {isBusy ? <BulkProgressBar label={t("bulk.running")} /> : null}
      <TextField
        label={t("sections.rename.name")}
        value={typed}
        onChange={setTyped}
        onEnter={() => void accept()}
        autoFocus
        description={t("sections.rename.detail")}
        error={isSound || name === before ? undefined : t("blogSettings.newName.detail")}
      />
      {pages > 0 ? (
        <SwitchField
          label={t("sections.redirect", { count: pages })}
          isSelected={redirect}
          onChange={setRedirect}
        />
      ) : null}
      <div className="setting-folder">
        <Button onPress={onEnd}>{t("action.cancel")}</Button>
        <Button variant="primary" isDisabled={!isSound || isBusy} onPress={() => void accept()}>
          {t("sections.rename.accept")}
        </Button>
      </div>
    </>
  );
}
