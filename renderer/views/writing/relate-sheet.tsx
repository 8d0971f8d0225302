import { useState } from "react";
import { ListBoxItem } from "react-aria-components";
import { type RelationKind, relationKinds } from "#contract/types/relation-kinds.ts";
import { relateTo } from "../../commands/relate.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { PickSheet } from "../sheets/pick-sheet.tsx";
import { PostPicker } from "./post-picker.tsx";

/** Adds a relation to the open post. Asks for the kind of relation, and then for the other post. */
export function RelateSheet() {
  const app = useApp();
  const t = useTranslate();
  const [kind, setKind] = useState<RelationKind | null>(null);
  if (kind !== null) {
    const what = t(`relate.${kind}`);
    return (
      <PostPicker
        label={t("relate.which", { what })}
        fieldLabel={t("relate.which", { what })}
        placeholder={t("relate.which", { what })}
        onPick={(post) => void attempt(app, () => relateTo(app, kind, post))}
      />
    );
  }
  return (
    <PickSheet
      title={t("relate.title")}
      placeholder={t("relate.title")}
      onPick={(key) => setKind(relationKinds.find((each) => each === key) ?? null)}
    >
      {relationKinds.map((each) => (
        <ListBoxItem key={each} id={each} textValue={t(`relate.${each}`)} className="menu-item">
          {t(`relate.${each}`)}
        </ListBoxItem>
      ))}
    </PickSheet>
  );
}
