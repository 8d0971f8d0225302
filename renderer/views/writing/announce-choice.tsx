import { useTranslate } from "../../state/language.ts";
import { Choice } from "../../ui/choice.tsx";

export interface AnnounceChoiceProps {
  readonly value: boolean;
  readonly onChange: (announce: boolean) => void;
}

/** Asks whether the list of recent updates and the feeds should show a change. */
export function AnnounceChoice({ value, onChange }: AnnounceChoiceProps) {
  const t = useTranslate();
  return (
    <div className="choice-with-note">
      <Choice
        label={t("announce.label")}
        value={value ? "announce" : "quiet"}
        options={[
          { value: "announce", label: t("announce.yes") },
          { value: "quiet", label: t("announce.no") },
        ]}
        onChange={(choice) => onChange(choice === "announce")}
      />
      <p className="field-note">{t(value ? "announce.yes.detail" : "announce.no.detail")}</p>
    </div>
  );
}
