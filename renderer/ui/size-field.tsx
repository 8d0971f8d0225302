import { Minus, Plus } from "lucide-react";
import { Button, Group, Input, Label, NumberField } from "react-aria-components";

export interface SizeFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly smallerLabel: string;
  readonly largerLabel: string;
  readonly onChange: (value: number) => void;
}

/** A field for a small whole number. The author types the number, or changes it with two buttons. */
export function SizeField({ label, value, min, max, smallerLabel, largerLabel, onChange }: SizeFieldProps) {
  return (
    <NumberField
      className="field size-field"
      value={value}
      minValue={min}
      maxValue={max}
      step={1}
      onChange={(next) => {
        if (Number.isInteger(next)) onChange(next);
      }}
    >
      <Label>{label}</Label>
      <Group className="size-group">
        <Button slot="decrement" className="icon-button" aria-label={smallerLabel}>
          <Minus aria-hidden size={14} strokeWidth={1.75} />
        </Button>
        <Input />
        <Button slot="increment" className="icon-button" aria-label={largerLabel}>
          <Plus aria-hidden size={14} strokeWidth={1.75} />
        </Button>
      </Group>
    </NumberField>
  );
}
