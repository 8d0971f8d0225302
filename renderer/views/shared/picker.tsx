import { type ReactNode, useRef, useState } from "react";
import { Autocomplete, Dialog, Input, ListBox, SearchField } from "react-aria-components";
import { SheetOverlay } from "../../ui/sheet-overlay.tsx";

export interface PickerProps {
  /** Name of the sheet for screen readers. */
  readonly label: string;
  readonly fieldLabel: string;
  readonly placeholder: string;
  readonly resultsLabel: string;
  readonly emptyText: string;
  /** Called with the typed text after each change, except during an IME composition. */
  readonly onQuery: (query: string) => void;
  readonly onPick: (key: string) => void;
  readonly onClose: () => void;
  /** The items of the list, perhaps in sections. */
  readonly children: ReactNode;
}

/** A sheet with a search field and a list of matching items. Arrow keys move in the list. */
export function Picker(props: PickerProps) {
  const [text, setText] = useState("");
  const composing = useRef(false);
  const onInputChange = (typed: string): void => {
    setText(typed);
    if (!composing.current) props.onQuery(typed);
  };
  return (
    <SheetOverlay size="medium" onClose={props.onClose}>
      <Dialog className="sheet-dialog palette" aria-label={props.label}>
        <Autocomplete inputValue={text} onInputChange={onInputChange}>
          <SearchField className="palette-field" aria-label={props.fieldLabel} autoFocus>
            <Input
              role="combobox"
              aria-expanded
              placeholder={props.placeholder}
              // Closes the sheet on Escape. By default, Escape would first empty the field.
              onKeyDownCapture={(event) => {
                if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
                event.preventDefault();
                event.stopPropagation();
                props.onClose();
              }}
              onCompositionStart={() => {
                composing.current = true;
              }}
              onCompositionEnd={(event) => {
                composing.current = false;
                onInputChange(event.currentTarget.value);
              }}
            />
          </SearchField>
          <ListBox
            className="palette-list"
            aria-label={props.resultsLabel}
            selectionMode="none"
            onAction={(key) => props.onPick(String(key))}
            renderEmptyState={() => <p className="palette-empty">{props.emptyText}</p>}
          >
            {props.children}
          </ListBox>
        </Autocomplete>
      </Dialog>
    </SheetOverlay>
  );
}
