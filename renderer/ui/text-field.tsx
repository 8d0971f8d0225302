import { type ReactNode, useId } from "react";
import { TextField as AriaTextField, FieldError, Input, Label, Text, TextArea } from "react-aria-components";

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  /** Called when the author presses Enter, unless an input method is processing the key. */
  readonly onEnter?: () => void;
  readonly type?: "text" | "password";
  readonly multiline?: boolean;
  readonly placeholder?: string;
  /** Values that are suggested during typing. Only fields of one line can suggest values. */
  readonly suggestions?: readonly string[];
  readonly description?: string | undefined;
  /** An error message about the typed text, shown instead of the description. */
  readonly error?: string | undefined;
  /** Content to the right of the field, such as a button. */
  readonly after?: ReactNode;
  readonly isReadOnly?: boolean;
  readonly autoFocus?: boolean;
}

/** A field with a label, for one or several lines of text. */
export function TextField(props: TextFieldProps) {
  const { label, multiline = false, placeholder = "", description, error, after, onEnter, ...rest } = props;
  const { suggestions = [], ...field } = rest;
  const listId = useId();
  return (
    <AriaTextField
      className="field"
      isInvalid={error !== undefined}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !onEnter) return event.continuePropagation();
        // `onEnter` may move the focus, so `preventDefault` keeps the line end out of the focused field.
        event.preventDefault();
        onEnter();
      }}
      {...field}
    >
      <Label>{label}</Label>
      <div className="field-row">
        {multiline ? (
          <TextArea rows={2} placeholder={placeholder} />
        ) : (
          <Input placeholder={placeholder} {...(suggestions.length > 0 ? { list: listId } : {})} />
        )}
        {after}
      </div>
      {suggestions.length > 0 ? (
        <datalist id={listId}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      ) : null}
      {description !== undefined && error === undefined ? (
        <Text slot="description" className="field-note">
          {description}
        </Text>
      ) : null}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}
