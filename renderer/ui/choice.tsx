import { Label, Radio, RadioGroup } from "react-aria-components";

export interface ChoiceProps<Value extends string> {
  readonly label: string;
  /** Whether the label is only for screen readers, because a visible text already says the same. */
  readonly isLabelHidden?: boolean;
  /** The chosen option, or null if none is chosen yet. */
  readonly value: Value | null;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

/** A choice among a few visible options. */
export function Choice<Value extends string>({
  label,
  isLabelHidden = false,
  value,
  options,
  onChange,
}: ChoiceProps<Value>) {
  return (
    <RadioGroup
      className="choice"
      orientation="horizontal"
      value={value}
      onChange={(chosen) => {
        const option = options.find((candidate) => candidate.value === chosen);
        if (option) onChange(option.value);
      }}
    >
      <Label className={isLabelHidden ? "visually-hidden" : "react-aria-Label"}>{label}</Label>
      <div className="choice-options">
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className="choice-option">
            {option.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
