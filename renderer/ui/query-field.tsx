import { useRef, useState } from "react";
import { Input, SearchField } from "react-aria-components";
import type { OptionsBox } from "./use-active-option.ts";

export interface QueryFieldProps {
  readonly label: string;
  readonly placeholder: string;
  /** What is in the box when it appears. */
  readonly firstQuery?: string;
  /** What is looked for: never what an input method is still working on. */
  readonly onQuery?: (query: string) => void;
  readonly autoFocus?: boolean;
  /** False while there is no list that the box could lead to. */
  readonly hasList?: boolean;
  /** Of a list outside an `Autocomplete`: the keys that go through it, and where they are. */
  readonly list?: OptionsBox;
}

/** What an `Autocomplete` says of the box in it. */
const ofList = {
  "aria-autocomplete": "list",
  autoComplete: "off",
  autoCorrect: "off",
  spellCheck: false,
} as const;

/** One box whose words lead to a list below it; inside an `Autocomplete` the arrow keys reach that list. */
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
