import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { SelectField } from "../../ui/select-field.tsx";
import { targetName } from "../shared/texts.ts";

interface TargetChoiceProps {
  readonly label: string;
  readonly target: string;
  readonly onChange: (name: string) => void;
}

/** Chooses the target. Shown only if the blog has more than one target. */
export function TargetChoice({ label, target, onChange }: TargetChoiceProps) {
  const t = useTranslate();
  const targets = useStore(useApp().blog.store, ({ summary }) => summary?.targets);
  if (!targets || targets.length < 2) return null;
  const options = targets.map((one) => ({ value: one.name, label: targetName(t, one) }));
  return <SelectField label={label} value={target} options={options} onChange={onChange} />;
}
