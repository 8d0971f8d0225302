import { useState } from "react";
import { useHeldDraft } from "../../state/documents/document-hooks.ts";
import { TextField, type TextFieldProps } from "../../ui/text-field.tsx";

export interface DraftFieldProps extends Omit<TextFieldProps, "onChange" | "onBlur" | "error"> {
  /** Normalises the typed text before it is checked and passed to `onTake`. */
  readonly tidy?: (text: string) => string;
  /** Returns an error message for a text, or undefined if the text is valid. */
  readonly problemOf?: (text: string) => string | undefined;
  readonly onTake: (text: string) => void;
}

/** A text field that calls `onTake` when the author leaves the field, saves or publishes. */
export function DraftField({ value, tidy = trim, problemOf, onTake, ...field }: DraftFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? value;
  const error = draft === null ? undefined : problemOf?.(tidy(draft));
  const take = useHeldDraft(() => {
    if (draft === null || problemOf?.(tidy(draft)) !== undefined) return;
    if (tidy(draft) !== value) onTake(tidy(draft));
    setDraft(null);
  });
  return <TextField {...field} value={text} onChange={setDraft} onBlur={take} error={error} />;
}

function trim(text: string): string {
  return text.trim();
}
