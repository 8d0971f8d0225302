import { useState } from "react";
import { type AppError, toAppError } from "#contract/errors.ts";
import { changePosts, chosenPosts, sectionsOf } from "../../commands/posts/bulk-commands.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { useAcceptKey } from "../../ui/accept-key.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { BulkProgressBar } from "../shared/bulk-progress.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";

/** Moves the selected posts into a section. Published posts keep their addresses by default. */
export function MoveSheet() {
  const app = useApp();
  const t = useTranslate();
  const sections = sectionsOf(app);
  const [posts] = useState(() =>
    chosenPosts(app).flatMap((path) => {
      const post = app.blog.post(path);
      return post?.kind === "post" ? [post] : [];
    }),
  );
  const other = sections.find(({ name }) => posts.some(({ section }) => section !== name));
  const [section, setSection] = useState(app.workspace.store.getState().moveTo ?? other?.name ?? "");
  const [readdress, setReaddress] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const close = (): void => app.workspace.closeSheet();
  const count = posts.length;
  const online = posts.filter(
    ({ state, stillOnline }) => state === "published" || state === "changed" || stillOnline,
  );
  const accept = (): void => {
    if (isBusy || section === "") return;
    setBusy(true);
    const paths = posts.map(({ path }) => path);
    changePosts(app, paths, { section, ...(readdress && online.length > 0 ? { readdress } : {}) }).then(
      close,
      (reason: unknown) => {
        setBusy(false);
        setError(toAppError(reason));
      },
    );
  };
  useAcceptKey(accept);
  return (
    <Sheet
      title={t("move.title", { count })}
      size="small"
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t("action.cancel")}</Button>
          <Button variant="primary" isDisabled={isBusy} onPress={accept}>
            {t("move.accept")}
          </Button>
        </>
      }
    >
      {error ? <ErrorNotice error={error} onRetry={accept} /> : null}
      {isBusy ? <BulkProgressBar label={t("bulk.running")} /> : null}
      <SelectField
        label={t("property.section")}
        value={section}
        options={sections.map(({ name, title }) => ({ value: name, label: title }))}
        onChange={setSection}
      />
      {online.length > 0 ? (
        <SwitchField
          label={t("move.readdress")}
          description={t(readdress ? "move.readdress.on" : "move.readdress.off", { count: online.length })}
          isSelected={readdress}
          onChange={setReaddress}
        />
      ) : null}
    </Sheet>
  );
}
