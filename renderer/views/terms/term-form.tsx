import { useEffect, useState } from "react";
import { type AppError, toAppError } from "#contract/errors.ts";
import type { TermInfo, TermKind } from "#contract/types/term-types.ts";
import { changeTerms } from "../../commands/posts/bulk-commands.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { BulkProgressBar } from "../shared/bulk-progress.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";

export interface TermFormProps {
  readonly task: "rename" | "delete";
  readonly kind: TermKind;
  /** The names to rename, merge or delete. */
  readonly terms: readonly TermInfo[];
  readonly all: readonly TermInfo[];
  /** Called at the end with the new name. After a deletion or if the author cancels, `name` is missing. */
  readonly onEnd: (name?: string) => void;
}

/** Renames or deletes tags, categories or series in all posts. First asks the author for the details. */
export function TermForm({ task, kind, terms, all, onEnd }: TermFormProps) {
  const app = useApp();
  const t = useTranslate();
  const first = [...terms].sort((a, b) => b.posts - a.posts)[0]?.name ?? "";
  const [name, setName] = useState(first);
  const [redirects, setRedirects] = useState(true);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  useEffect(() => {
    const field = document.activeElement;
    if (field instanceof HTMLInputElement) field.select();
  }, []);
  const count = terms.length;
  const to = name.trim();
  const isOnline = terms.some((term) => term.isOnline && (task === "delete" || term.name !== to));
  const isDelete = task === "delete";
  const other = isDelete ? undefined : all.find((term) => term.name === to && !terms.includes(term));
  const isSame = !isDelete && count === 1 && to === first;
  const title = isDelete
    ? t("terms.delete.title", { count, name: first })
    : count > 1
      ? t("terms.merge.title", { count })
      : t("terms.rename.title", { name: first });
  const accept = (): void => {
    if (isBusy || isSame || (!isDelete && to === "")) return;
    setBusy(true);
    setError(undefined);
    const names = terms.map((term) => term.name);
    changeTerms(app, { kind, names, to: isDelete ? null : to, redirect: isOnline && redirects }).then(
      () => onEnd(isDelete ? undefined : to),
      (reason: unknown) => {
        setBusy(false);
        setError(toAppError(reason));
      },
    );
  };
  return (
    <section
      className="term-form"
      aria-label={title}
      onKeyDown={(event) => {
        // Escape closes the form and leaves the sheet open.
        if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
        event.stopPropagation();
        onEnd();
      }}
    >
      <h3 className="term-form-title">{title}</h3>
      {error ? <ErrorNotice error={error} /> : null}
      {isDelete ? (
        <p>{t("terms.delete.note", { count: countPosts(terms) })}</p>
      ) : (
        <TextField
          label={t("terms.newName")}
          value={name}
          onChange={setName}
          onEnter={accept}
          suggestions={all.map((term) => term.name)}
          description={other ? t("terms.into", { name: to, count: other.posts }) : undefined}
          autoFocus
        />
      )}
      {isOnline ? (
        <SwitchField
          label={t("terms.redirect")}
          description={t(isDelete ? "terms.redirect.deleted" : "terms.redirect.note")}
          isSelected={redirects}
          onChange={setRedirects}
        />
      ) : null}
      {isBusy ? <BulkProgressBar label={t("bulk.running")} /> : null}
      <div className="term-form-actions">
        <Button onPress={() => onEnd()}>{t("action.cancel")}</Button>
        <Button
          variant={isDelete ? "danger" : "primary"}
          isDisabled={isBusy || isSame || (!isDelete && to === "")}
          autoFocus={isDelete}
          onPress={accept}
        >
          {isDelete
            ? t("terms.delete.accept")
            : count > 1 || other
              ? t("terms.merge.accept")
              : t("terms.rename.accept")}
        </Button>
      </div>
    </section>
  );
}

function countPosts(terms: readonly TermInfo[]): number {
  return terms.reduce((sum, { posts }) => sum + posts, 0);
}
