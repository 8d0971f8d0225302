import { useStore } from "zustand";
import type { ImportSummary } from "#contract/types/import-types.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Choice } from "../../ui/choice.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { OldAddresses } from "./old-addresses.tsx";
import { PictureHosts } from "./picture-hosts.tsx";
import { TermNames } from "./term-names.tsx";

/** Encodings that the author can choose if the text is garbled. */
const encodings = ["utf-8", "shift_jis", "euc-jp", "iso-2022-jp"] as const;

/** The author's choices for an import. Only choices that matter for the chosen files are shown. */
export function ImportChoicesForm({ look }: { readonly look: ImportSummary }) {
  const { moveIn, blog } = useApp();
  const t = useTranslate();
  const choices = useStore(moveIn.store, (state) => state.choices);
  const sections = useStore(blog.store, ({ summary }) => summary?.sections ?? []);
  const { states, notes } = look;
  const drafts = (states.draft ?? 0) + (states.scheduled ?? 0);
  const hidden = (states.private ?? 0) + (states.unknown ?? 0);
  const whatToDo = [
    { value: "draft", label: t("moveIn.choice.draft") },
    { value: "leave", label: t("moveIn.choice.leave") },
  ] as const;
  const lookAgain = (change: Parameters<typeof moveIn.choose>[0]): void => {
    moveIn.choose(change);
    void moveIn.look();
  };
  return (
    <section className="move-in-choices">
      {look.canStay ? (
        <Choice
          label={t("moveIn.pages")}
          value={choices.inPlace ? "stay" : "move"}
          options={[
            { value: "move", label: t("moveIn.pages.move") },
            { value: "stay", label: t("moveIn.pages.stay") },
          ]}
          onChange={(value) => lookAgain({ inPlace: value === "stay" })}
        />
      ) : null}
      {choices.inPlace ? <p className="field-note">{t("moveIn.pages.stay.detail")}</p> : null}
      {sections.length > 1 && !choices.inPlace ? (
        <SelectField
          label={t("moveIn.section")}
          value={choices.section ?? sections[0]?.name ?? ""}
          options={sections.map(({ name, title }) => ({ value: name, label: title }))}
          onChange={(section) => moveIn.choose({ section })}
        />
      ) : null}
      {drafts > 0 ? (
        <Choice
          label={t("moveIn.choice.drafts", { count: drafts })}
          value={choices.drafts}
          options={whatToDo}
          onChange={(value) => moveIn.choose({ drafts: value })}
        />
      ) : null}
      {hidden > 0 ? (
        <Choice
          label={t("moveIn.choice.hidden", { count: hidden })}
          value={choices.hidden}
          options={whatToDo}
          onChange={(value) => moveIn.choose({ hidden: value })}
        />
      ) : null}
      <PictureHosts pictures={look.pictures} />
      {choices.inPlace ? null : <TermNames look={look} />}
      {choices.inPlace ? null : <OldAddresses look={look} />}
      {look.hasEncoding ? (
        <details className="move-in-garbled" open={choices.encoding !== undefined}>
          <summary>{t("moveIn.garbled")}</summary>
          <p className="move-in-sample">{look.files[0]?.sample}</p>
          <SelectField
            label={t("moveIn.encoding")}
            value={choices.encoding ?? "auto"}
            options={[
              { value: "auto", label: t("moveIn.encoding.auto") },
              ...encodings.map((name) => ({ value: name, label: name.toUpperCase() })),
            ]}
            onChange={(value) => lookAgain({ encoding: value === "auto" ? undefined : value })}
          />
        </details>
      ) : null}
      {choices.unescapeHtml || notes.some(({ note }) => note === "escapedHtml") ? (
        <SwitchField
          label={t("moveIn.unescape")}
          isSelected={choices.unescapeHtml ?? false}
          onChange={(unescapeHtml) => lookAgain({ unescapeHtml })}
        />
      ) : null}
    </section>
  );
}
