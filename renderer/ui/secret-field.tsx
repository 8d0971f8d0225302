import { type RefObject, useEffect, useId } from "react";
import { Input, Label } from "react-aria-components";

export interface SecretFieldProps {
  readonly label: string;
  /** Ref to the field, through which the parent reads the typed text. */
  readonly field: RefObject<HTMLInputElement | null>;
  /** Whether the typed text is visible. Used, for instance, for one-time codes. */
  readonly isShown?: boolean;
  /** Called at each change. `isFilled` is true if the field contains text. */
  readonly onFilled?: (isFilled: boolean) => void;
  /** Called when the author presses Enter, unless an input method is processing the key. */
  readonly onEnter: () => void;
  readonly error?: string | undefined;
  readonly autoFocus?: boolean;
}

/** A field for a secret. Its text is never in React's state, because React may keep old values. */
export function SecretField(props: SecretFieldProps) {
  const { label, field, isShown = false, onFilled, onEnter, error, autoFocus = false } = props;
  const [id, errorId] = [useId(), useId()];
  useEffect(() => {
    const input = field.current;
    return () => {
      if (input) input.value = "";
    };
  }, [field]);
  return (
    <div className="field">
      <Label htmlFor={id}>{label}</Label>
      <div className="field-row">
        <Input
          id={id}
          ref={field}
          type={isShown ? "text" : "password"}
          autoComplete="off"
          spellCheck={false}
          autoFocus={autoFocus}
          {...(error === undefined ? {} : { "aria-invalid": true, "aria-describedby": errorId })}
          onChange={(event) => onFilled?.(event.currentTarget.value !== "")}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.nativeEvent.isComposing) onEnter();
          }}
        />
      </div>
      {error === undefined ? null : (
        <span id={errorId} className="field-error">
          {error}
        </span>
      )}
    </div>
  );
}
