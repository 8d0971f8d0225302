import type { ReactNode } from "react";
import { Autocomplete, Dialog, ListBox, useFilter } from "react-aria-components";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { QueryField } from "../../ui/query-field.tsx";
import { SheetOverlay } from "../../ui/sheet-overlay.tsx";

export interface PickSheetProps {
  readonly title: string;
  readonly placeholder: string;
  /** A text above the list. */
  readonly note?: ReactNode;
  /** Whether the list is empty. An empty list is hidden, and `note` explains why it is empty. */
  readonly isEmpty?: boolean;
  readonly onPick: (key: string) => void;
  /** The items, as `ListBoxItem`s. Typing filters the items by their text. */
  readonly children: ReactNode;
}

/** A sheet in which the author chooses an item. Typing filters the items. */
export function PickSheet({ title, placeholder, note, isEmpty = false, onPick, children }: PickSheetProps) {
  const { workspace } = useApp();
  const t = useTranslate();
  const { contains } = useFilter({ sensitivity: "base" });
  return (
    <SheetOverlay size="medium" onClose={() => workspace.closeSheet()}>
      <Dialog className="sheet-dialog palette" aria-label={title}>
        <Autocomplete filter={contains}>
          <QueryField label={title} placeholder={placeholder} hasList={!isEmpty} autoFocus />
          {note}
          {isEmpty ? null : (
            <ListBox
              className="palette-list"
              aria-label={title}
              selectionMode="none"
              // Makes the first item active, so that Enter picks it before anything is typed.
              autoFocus="first"
              onAction={(key) => onPick(String(key))}
              renderEmptyState={() => <p className="palette-empty">{t("palette.empty")}</p>}
            >
              {children}
            </ListBox>
          )}
        </Autocomplete>
      </Dialog>
    </SheetOverlay>
  );
}
