import { Check, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { MenuItem, Popover, SubmenuTrigger } from "react-aria-components";

export interface SubmenuProps {
  readonly id: string;
  readonly label: string;
  /** The current choice, which is shown beside the label. */
  readonly detail?: string;
  /** The menu that opens beside the item. */
  readonly children: ReactNode;
}

/** A menu item that opens another menu beside it. */
export function Submenu({ id, label, detail = "", children }: SubmenuProps) {
  return (
    <SubmenuTrigger>
      <MenuItem id={id} className="menu-item" textValue={label}>
        <span className="menu-label">{label}</span>
        <span className="menu-place">{detail}</span>
        <ChevronRight aria-hidden className="menu-more" size={14} strokeWidth={1.75} />
      </MenuItem>
      <Popover className="popover" offset={2}>
        {children}
      </Popover>
    </SubmenuTrigger>
  );
}

export interface CheckItemProps {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
}

/** A menu item that can be chosen. A chosen item shows a check mark. */
export function CheckItem({ id, label, detail }: CheckItemProps) {
  return (
    <MenuItem id={id} className="menu-item menu-check" textValue={label}>
      <span className="menu-mark">
        <Check aria-hidden size={14} strokeWidth={2} />
      </span>
      <span className="menu-label">{label}</span>
      {detail === undefined ? null : <span className="menu-place">{detail}</span>}
    </MenuItem>
  );
}
