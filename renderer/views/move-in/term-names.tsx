import { memo, useState } from "react";
import { useStore } from "zustand";
import type { CountedTerm, ImportSummary } from "#contract/types/import-types.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { TextField } from "../../ui/text-field.tsx";

type TermKind = keyof ImportSummary["frequent"];

/**
 * The categories and tags of an export. In text fields, the author can rename them for the import.
 * The fields are made when the author opens the list, because an export can have hundreds of tags.
 */
export const TermNames = memo(function TermNames({ look }: { readonly look: ImportSummary }) {
  const { moveIn } = useApp();
  const t = useTranslate();
  const [isOpen, setOpen] = useState(() => moveIn.store.getState().choices.renamed !== undefined);
  if (look.categories + look.tags === 0) return null;
  return (
    <details
      className="move-in-terms"
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{t("moveIn.terms")}</summary>
      {isOpen ? (
        <div className="move-in-terms-body">
          <p className="field-note">{t("moveIn.terms.detail")}</p>
          <TermFields kind="categories" terms={look.frequent.categories} total={look.categories} />
          <TermFields kind="tags" terms={look.frequent.tags} total={look.tags} />
        </div>
      ) : null}
    </details>
  );
});

interface TermFieldsProps {
  readonly kind: TermKind;
  /** The most frequent terms. */
  readonly terms: readonly CountedTerm[];
  /** Number of all terms of this kind in the export. */
  readonly total: number;
}

function TermFields({ kind, terms, total }: TermFieldsProps) {
  const t = useTranslate();
  if (total === 0) return null;
  return (
    <fieldset className="setting-group">
      <legend>{t(`moveIn.terms.${kind}`)}</legend>
      <div className="move-in-term-fields">
        {terms.map((term) => (
          <TermField key={term.name} kind={kind} {...term} />
        ))}
      </div>
      {terms.length < total ? (
        <p className="field-note">{t("moveIn.terms.more", { count: total - terms.length })}</p>
      ) : null}
    </fieldset>
  );
}

function TermField({ kind, name, count }: CountedTerm & { readonly kind: TermKind }) {
  const { moveIn } = useApp();
  const t = useTranslate();
  const newName = useStore(
    moveIn.store,
    ({ choices }) => choices.renamed?.[kind].find(({ from }) => from === name)?.to ?? name,
  );
  return (
    <TextField
      label={t("moveIn.terms.name", { name, count })}
      value={newName}
      onChange={(value) => moveIn.renameTerm(kind, name, value)}
    />
  );
}
