import { useTranslate } from "../../state/language.ts";
import { Choice } from "../../ui/choice.tsx";

export interface TellChoiceProps {
  readonly value: boolean;
  readonly onChange: (tell: boolean) => void;
}

/** Asks whether readers are informed of a change: it then appears in the recent updates, and in feeds. */
export function TellChoice({ value, onChange }: TellChoiceProps) {
  const t = useTranslate();
  return (
    <div className="choice-with-note">
      <Choice
        label={t("tell.label")}
        value={value ? "tell" : "quiet"}
        options={[
          { value: "tell", label: t("tell.tell") },
          { value: "quiet", label: t("tell.quiet") },
        ]}
        onChange={(choice) => onChange(choice === "tell")}
      />
      <p className="field-note">{t(value ? "tell.tell.detail" : "tell.quiet.detail")}</p>
    </div>
  );
}
