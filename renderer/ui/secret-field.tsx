import { type RefObject, useEffect, useId } from "react";
import { Input, Label } from "react-aria-components";

export interface SecretFieldProps {
  readonly label: string;
  /** Where the one who asks finds the field, to read from it what was typed. */
  readonly field: RefObject<HTMLInputElement | null>;
  /** Whether what is typed can be seen, as a one-time code may be. */
  readonly isShown?: boolean;
  /** Whether something stands in the field. */
  readonly onFilled?: (isFilled: boolean) => void;
  /** Enter, when no input method is at work on it. */
  readonly onEnter: () => void;
  readonly error?: string | undefined;
  readonly autoFocus?: boolean;
}

/**
 * A field for what nobody else must learn. The text lies in the field alone, in no state and no attribute, and goes with it: a page keeps
 * what it has shown for as long as it likes.
 */
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
