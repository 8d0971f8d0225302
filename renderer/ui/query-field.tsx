import { useRef, useState } from "react";
import { Input, SearchField } from "react-aria-components";
import type { OptionsBox } from "./use-active-option.ts";

export interface QueryFieldProps {
  readonly label: string;
  readonly placeholder: string;
  /** Initial content of the box. */
  readonly firstQuery?: string;
  /** Receives the query, but never text that an input method is still composing. */
  readonly onQuery?: (query: string) => void;
  readonly autoFocus?: boolean;
  /** False while there is no list below the box. */
  readonly hasList?: boolean;
  /** For a list outside an `Autocomplete`: the keys that move in it, and the active option. */
  readonly list?: OptionsBox;
}

/** The attributes that an `Autocomplete` sets on its box. */
const ofList = {
  "aria-autocomplete": "list",
  autoComplete: "off",
  autoCorrect: "off",
  spellCheck: false,
} as const;

/** A search box for the list below it; inside an `Autocomplete` the arrow keys move in that list. */
export function QueryField({
  label,
  placeholder,
  firstQuery = "",
  onQuery,
  autoFocus = false,
  hasList = true,
  list,
}: QueryFieldProps) {
  const composing = useRef(false);
  const [text, setText] = useState(firstQuery);
  return (
    <SearchField
      className="palette-field"
      aria-label={label}
      autoFocus={autoFocus}
      value={text}
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
