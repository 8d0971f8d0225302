import type { ReactNode, Ref, SyntheticEvent } from "react";
import { TextField as AriaTextField, FieldError, Label, Text, TextArea } from "react-aria-components";

export interface TextBoxProps {
  readonly label: string;
  readonly value: string;
  readonly rows: number;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly description?: ReactNode;
  /** An error message about the text, shown instead of the description. */
  readonly error?: string | undefined;
  readonly lang?: string | undefined;
  /** Called with pasted or dropped image files, unless the clipboard also contains text. */
  readonly onImages?: (box: HTMLTextAreaElement, files: readonly File[]) => void;
  readonly boxRef?: Ref<HTMLTextAreaElement>;
  readonly autoFocus?: boolean;
}

/** A field for text of several lines. */
export function TextBox(props: TextBoxProps) {
  const { label, rows, placeholder = "", description, error, lang, onImages, boxRef, ...field } = props;
  const take = (event: SyntheticEvent, data: DataTransfer, box: HTMLTextAreaElement): void => {
    if (!onImages || data.types.includes("text/plain") || data.files.length === 0) return;
    event.preventDefault();
    onImages(box, [...data.files]);
  };
  return (
    <AriaTextField className="field" isInvalid={error !== undefined} {...field}>
      <Label>{label}</Label>
      <TextArea
        {...(boxRef === undefined ? {} : { ref: boxRef })}
        className="react-aria-TextArea text-box"
        rows={rows}
        lang={lang}
        placeholder={placeholder}
        onPaste={(event) => take(event, event.clipboardData, event.currentTarget)}
        onDrop={(event) => take(event, event.dataTransfer, event.currentTarget)}
      />
      {description === undefined || error !== undefined ? null : (
        <Text slot="description" className="field-note">
          {description}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}
