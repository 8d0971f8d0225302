import { useState } from "react";
import { useStore } from "zustand";
import { type AppError, toAppError } from "#contract/errors.ts";
import { addGivenFile, openGivenFolder } from "../../commands/given-files.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import type { GivenFile } from "../../state/given-files.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { useOneAtATime } from "../shared/use-one-at-a-time.ts";

/** Number of shown characters, enough for the author to recognise the file. */
const shownCharacters = 400;

/** Asks what to do with a Markdown file from outside of the blog. */
export function GivenFileSheet() {
  const app = useApp();
  const file = useStore(app.givenFiles.store, ({ waiting }) => waiting[0]);
  const isReady = useStore(app.blog.store, ({ summary }) => summary !== null);
  return file && isReady ? <Question key={file.name} file={file} /> : null;
}

function Question({ file }: { readonly file: GivenFile }) {
  const app = useApp();
  const t = useTranslate();
  const blog = useStore(app.blog.store, ({ summary }) => summary?.title ?? "");
  const [error, setError] = useState<AppError>();
  const run = useOneAtATime();
  const close = (): void => app.givenFiles.next();
  const add = (): void =>
    run(async () => {
      try {
        await addGivenFile(app, file);
      } catch (reason) {
        setError(toAppError(reason));
      }
    });
  const { name, bytes, folder } = file;
  const words = new TextDecoder().decode(bytes.subarray(0, shownCharacters * 3)).slice(0, shownCharacters);
  return (
    <Sheet
      title={t("given.title", { name })}
      isQuestion
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t("action.cancel")}</Button>
          {folder === null ? null : (
            <Button onPress={() => void attempt(app, () => openGivenFolder(app))}>
              {t("given.open", { folder })}
            </Button>
          )}
          <Button variant="primary" autoFocus onPress={add}>
            {t("given.add", { blog })}
          </Button>
        </>
      }
    >
      {error ? <ErrorNotice error={error} onRetry={add} /> : null}
      <p>{t("given.detail", { blog })}</p>
      <pre className="given-words">{words}</pre>
    </Sheet>
  );
}
