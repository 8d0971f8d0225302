import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useStore } from "zustand";
import { type AppError, toAppError } from "#contract/errors.ts";
import type { BulkChange } from "#contract/types/bulk-types.ts";
import { changePosts, chosenPosts } from "../../commands/posts/bulk-commands.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { useAcceptKey } from "../../ui/accept-key.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { SizeField } from "../../ui/size-field.tsx";
import { TagField } from "../shared/tag-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { BulkProgressBar } from "../shared/bulk-progress.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { useAcceptHint } from "../shared/texts.ts";

const keep = "keep";
const minutesOfHour = 60;
const minutesOfDay = 24 * minutesOfHour;
/** Dates can be moved by at most this number of days or hours. In days, the maximum is a century. */
const most = 36_525;

interface Draft {
  readonly addTags: readonly string[];
  readonly removeTags: readonly string[];
  readonly category: "keep" | "set" | "remove";
  readonly categoryName: string;
  readonly section: string;
  readonly status: "keep" | "draft" | "ready";
  readonly days: number;
  readonly hours: number;
}

const nothing: Draft = {
  addTags: [],
  removeTags: [],
  category: "keep",
  categoryName: "",
  section: keep,
  status: "keep",
  days: 0,
  hours: 0,
};

/** Asks what to change in the selected posts. A field that the author leaves empty changes nothing. */
export function BulkSheet() {
  const app = useApp();
  const t = useTranslate();
  const hint = useAcceptHint();
  const summary = useStore(app.blog.store, (state) => state.summary);
  const [paths] = useState(() => chosenPosts(app));
  const [draft, setDraft] = useState(nothing);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const close = (): void => app.workspace.closeSheet();
  const set = (changes: Partial<Draft>): void => setDraft((before) => ({ ...before, ...changes }));
  const latest = useRef(draft);
  latest.current = draft;
  const accept = (): void => {
    if (isBusy) return;
    // Takes the focus from the field, so that a typed but unconfirmed tag is added.
    const field = document.activeElement;
    flushSync(() => field instanceof HTMLElement && field.blur());
    const change = changeOf(latest.current);
    if (Object.keys(change).length === 0) {
      close();
      return;
    }
    setBusy(true);
    changePosts(app, paths, change).then(close, (reason: unknown) => {
      setBusy(false);
      setError(toAppError(reason));
    });
  };
  useAcceptKey(accept);
  const count = paths.length;
  const tags = tagsOf(app.blog.store.getState().posts, paths);
  const sections = summary?.sections ?? [];
  const size = { min: -most, max: most, smallerLabel: t("bulk.less"), largerLabel: t("bulk.more") };

  return (
    <Sheet
      title={t("bulk.title", { count })}
      onClose={close}
      actions={
        <>
          <p className="sheet-hint">{hint("bulk.hint")}</p>
          <Button onPress={close}>{t("action.cancel")}</Button>
          <Button variant="primary" isDisabled={isBusy} onPress={accept}>
            {t("bulk.accept", { count })}
          </Button>
        </>
      }
    >
      {error ? <ErrorNotice error={error} onRetry={accept} /> : null}
      {isBusy ? <BulkProgressBar label={t("bulk.running")} /> : null}
      <div className="bulk-form">
        <TagField
          label={t("bulk.addTags")}
          values={draft.addTags}
          known={summary?.tags ?? []}
          placeholder={t("property.tags.add")}
          autoFocus
          removeLabel={(tag) => t("property.tags.remove", { tag })}
          onChange={(addTags) => set({ addTags })}
        />
        <TagField
          label={t("bulk.removeTags")}
          values={draft.removeTags}
          known={tags}
          placeholder={t("bulk.removeTags")}
          removeLabel={(tag) => t("property.tags.remove", { tag })}
          onChange={(removeTags) => set({ removeTags })}
        />
        <Choice
          label={t("property.status")}
          value={draft.status}
          options={[
            { value: "keep", label: t("bulk.keep") },
            { value: "draft", label: t("state.draft") },
            { value: "ready", label: t("state.ready") },
          ]}
          onChange={(status) => set({ status })}
        />
        {sections.length > 1 ? (
          <SelectField
            label={t("property.section")}
            value={draft.section}
            options={[
              { value: keep, label: t("bulk.keep") },
              ...sections.map(({ name, title }) => ({ value: `in ${name}`, label: title })),
            ]}
            onChange={(section) => set({ section })}
          />
        ) : null}
        <Choice
          label={t("bulk.category")}
          value={draft.category}
          options={[
            { value: "keep", label: t("bulk.keep") },
            { value: "set", label: t("bulk.category.set") },
            { value: "remove", label: t("bulk.category.remove") },
          ]}
          onChange={(category) => set({ category })}
        />
        {draft.category === "set" ? (
          <TextField
            label={t("bulk.category.name")}
            value={draft.categoryName}
            suggestions={summary?.categories ?? []}
            onChange={(categoryName) => set({ categoryName })}
          />
        ) : null}
        <div className="bulk-shift">
          <SizeField label={t("bulk.days")} value={draft.days} {...size} onChange={(days) => set({ days })} />
          <SizeField
            label={t("bulk.hours")}
            value={draft.hours}
            {...size}
            onChange={(hours) => set({ hours })}
          />
        </div>
        <p className="field-note">{t("bulk.shift.note")}</p>
      </div>
    </Sheet>
  );
}

/** Returns the change that the form describes, or an empty change if nothing is filled in. */
function changeOf(draft: Draft): BulkChange {
  const { addTags, removeTags, category, section, status, days, hours } = draft;
  const name = draft.categoryName.trim();
  const shift = days * minutesOfDay + hours * minutesOfHour;
  return {
    ...(addTags.length > 0 ? { addTags: [...addTags] } : {}),
    ...(removeTags.length > 0 ? { removeTags: [...removeTags] } : {}),
    ...(category === "remove" ? { category: null } : {}),
    ...(category === "set" && name !== "" ? { category: name } : {}),
    ...(section === keep ? {} : { section: section.slice("in ".length) }),
    ...(status === "keep" ? {} : { status }),
    ...(shift === 0 ? {} : { shift }),
  };
}

function tagsOf(posts: readonly { path: string; tags: string[] }[], paths: readonly string[]): string[] {
  const chosen = new Set(paths);
  return [...new Set(posts.filter(({ path }) => chosen.has(path)).flatMap(({ tags }) => tags))].sort();
}
