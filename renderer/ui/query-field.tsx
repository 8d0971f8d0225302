import { useRef, useState } from "react";
import { Input, SearchField } from "react-aria-components";
import type { OptionsBox } from "./use-active-option.ts";

export interface QueryFieldProps {
  readonly label: string;
  readonly placeholder: string;
  /** The query, if the parent component controls it. Otherwise, the field keeps the query itself. */
  readonly query?: string;
  /** Called with the query after each change, except during an IME composition. */
  readonly onQuery?: (query: string) => void;
  readonly autoFocus?: boolean;
  /** Whether there is a list below the field. */
  readonly hasList?: boolean;
  /** The key handler and the active option of a list that is not inside an `Autocomplete`. */
  readonly list?: OptionsBox;
}

/**
 * The attributes of a field with a `list`.
 * Inside an `Autocomplete`, React Aria sets these attributes itself.
 */
const ofList = {
  "aria-autocomplete": "list",
  autoComplete: "off",
  autoCorrect: "off",
  spellCheck: false,
} as const;

/** A search field for the list below it. Inside an `Autocomplete`, the arrow keys move in the list. */
export function QueryField({
  label,
  placeholder,
  query,
  onQuery,
  autoFocus = false,
  hasList = true,
  list,
}: QueryFieldProps) {
  const composing = useRef(false);
  const [text, setText] = useState(query ?? "");
  return (
    <SearchField
      className="palette-field"
      aria-label={label}
      autoFocus={autoFocus}
      value={composing.current ? text : (query ?? text)}
      onChange={(typed) => {
        setText(typed);
        if (!composing.current) onQuery?.(typed);
      }}
    >
      <Input
        {...(hasList ? { role: "combobox", "aria-expanded": true } : {})}
        {...(hasList && list ? { ...list, ...ofList } : {})}
        placeholder={placeholder}
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          onQuery?.(event.currentTarget.value);
        }}
      />
    </SearchField>
  );
}
