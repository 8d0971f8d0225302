import { Switch } from "react-aria-components";

export interface SwitchFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly isSelected: boolean;
  readonly onChange: (selected: boolean) => void;
}

/** A switch with a description. */
export function SwitchField({ label, description, isSelected, onChange }: SwitchFieldProps) {
  return (
    <div className="switch-field">
      <Switch className="switch" isSelected={isSelected} onChange={onChange}>
        <span className="switch-track" aria-hidden>
          <span className="switch-thumb" />
        </span>
        {label}
      </Switch>
      {description ? <p className="field-note">{description}</p> : null}
    </div>
  );
}
