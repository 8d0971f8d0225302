import { type ReactNode, useId } from "react";
import { TextField as AriaTextField, FieldError, Input, Label, Text, TextArea } from "react-aria-components";

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  /** Called for Enter, unless an input method is processing it. */
  readonly onEnter?: () => void;
  readonly type?: "text" | "password";
  readonly multiline?: boolean;
  readonly placeholder?: string;
  /** Values suggested while typing, in a field of one line. */
  readonly suggestions?: readonly string[];
  /** A description under the field. */
  readonly description?: string | undefined;
  /** The error in the value; replaces the description. */
  readonly error?: string | undefined;
  /** Content at the end of the field's line, such as a button. */
  readonly after?: ReactNode;
  readonly isReadOnly?: boolean;
  readonly autoFocus?: boolean;
}

/** A labelled field with one or several lines. */
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
        // `onEnter` may move the focus at once: the line end must not be typed there
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
