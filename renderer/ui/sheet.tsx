import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { Dialog, Heading } from "react-aria-components";
import { SheetOverlay, type SheetSize } from "./sheet-overlay.tsx";

export interface SheetProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons at the bottom, the primary button last. Ctrl+Enter (Cmd+Enter) presses the primary button. */
  readonly actions?: ReactNode;
  /** Called when the author presses Escape or clicks outside of the sheet. */
  readonly onClose: () => void;
  /** Whether only a button closes the sheet. A click outside then has no effect. */
  readonly isQuestion?: boolean;
  /** Whether the sheet contains long text. Then the text gets the focus, so that keys scroll it. */
  readonly isText?: boolean;
  readonly size?: SheetSize;
}

/** A dialog over the window. When it closes, the focus returns to the previous element. */
export function Sheet({
  title,
  children,
  actions,
  onClose,
  isQuestion = false,
  isText = false,
  size = "medium",
}: SheetProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => focusFirstControl(frame.current, isQuestion), [isQuestion]);
  return (
    <SheetOverlay size={size} isDismissable={!isQuestion} onClose={onClose}>
      <div ref={frame} className="sheet-frame" onKeyDownCapture={pressPrimary}>
        <Dialog className="sheet-dialog" role={isQuestion ? "alertdialog" : "dialog"}>
          <Heading slot="title" className="sheet-title">
            {title}
          </Heading>
          <div className="sheet-body" {...(isText ? { tabIndex: 0 } : {})}>
            {children}
          </div>
          {actions ? <div className="sheet-actions">{actions}</div> : null}
        </Dialog>
      </div>
    </SheetOverlay>
  );
}

/** Presses the sheet's primary button when the author presses Ctrl+Enter anywhere in the sheet. */
function pressPrimary(event: KeyboardEvent<HTMLElement>): void {
  const { key, ctrlKey, metaKey, repeat, nativeEvent, currentTarget, target } = event;
  if (key !== "Enter" || !(ctrlKey || metaKey) || repeat || nativeEvent.isComposing) return;
  // Ignores events from sheets and menus over this sheet, because React passes these events on.
  if (!(target instanceof Node) || !currentTarget.contains(target)) return;
  const primary = currentTarget.querySelector<HTMLElement>(".sheet-actions .button-primary:not(:disabled)");
  if (!primary) return;
  event.preventDefault();
  event.stopPropagation();
  primary.click();
}

const usable = ":not(:disabled, [tabindex='-1'])";
const fields = `:is(input:not([type=checkbox], [type=radio]), textarea, .select-button)${usable}`;
const controls = `:is(input, textarea, button, [tabindex='0'])${usable}`;

/**
 * Moves the focus of a new sheet to its first useful control, unless a control already has the focus.
 * In a question, only a field gets the focus, so that Enter never answers a question that nobody has read.
 */
function focusFirstControl(frame: HTMLElement | null, isQuestion: boolean): void {
  const dialog = frame?.querySelector<HTMLElement>('[role="dialog"], [role="alertdialog"]');
  if (!dialog || document.activeElement !== dialog) return;
  const first = isQuestion
    ? dialog.querySelector<HTMLElement>(`.sheet-body ${fields}`)
    : (dialog.querySelector<HTMLElement>(`.sheet-body ${controls}, .sheet-body[tabindex='0']`) ??
      dialog.querySelector<HTMLElement>(`.sheet-actions .button-primary${usable}`) ??
      dialog.querySelector<HTMLElement>(`.sheet-actions ${controls}`));
  first?.focus();
}
