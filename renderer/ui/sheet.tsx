import { type KeyboardEvent, type ReactNode, type RefObject, useLayoutEffect, useRef } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";

export interface SheetProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons at the bottom, the primary button last. Ctrl+Enter (Cmd+Enter) presses the primary button. */
  readonly actions?: ReactNode;
  /** Called when the author presses Escape or clicks outside of the sheet. */
  readonly onClose: () => void;
  /** Whether only a button closes the sheet. A click outside then has no effect. */
  readonly isQuestion?: boolean;
  /** Whether the sheet contains long text. The text gets the focus, so that keys scroll the text. */
  readonly isText?: boolean;
  readonly size?: "small" | "medium" | "large" | "wide" | "full";
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
  const overlay = useRef<HTMLDivElement>(null);
  useEscapeWithoutFocus(overlay, onClose);
  return (
    <ModalOverlay
      ref={overlay}
      className="sheet-overlay"
      isOpen
      isDismissable={!isQuestion}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={`sheet sheet-${size}`}>
        <div className="sheet-frame" onKeyDownCapture={pressPrimary}>
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
      </Modal>
    </ModalOverlay>
  );
}

/**
 * Closes the uppermost sheet on Escape while the focus is not in the sheet. The sheet itself receives only keys
 * that are pressed inside. A busy computer moves the focus into a new sheet some time after the sheet appears.
 * The focus is also lost for a moment when the focused button disappears.
 */
function useEscapeWithoutFocus(overlay: RefObject<HTMLElement | null>, onClose: () => void): void {
  const close = useRef(onClose);
  useLayoutEffect(() => {
    close.current = onClose;
  });
  // Other effects may run long after the sheet appears. A layout effect runs before.
  useLayoutEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== "Escape" || event.isComposing || !isBehind(document.activeElement, overlay.current))
        return;
      if ([...document.querySelectorAll(".sheet-overlay")].at(-1) !== overlay.current) return;
      event.preventDefault();
      event.stopPropagation();
      close.current();
    };
    document.addEventListener("keydown", onKeyDown, { capture: true });
    return () => document.removeEventListener("keydown", onKeyDown, { capture: true });
  }, [overlay]);
}

/**
 * Returns whether the focused element is behind a sheet, or no element has the focus. Menus and lists of the
 * sheet follow it in the document.
 */
function isBehind(focused: Element | null, sheet: Element | null): boolean {
  if (!sheet) return false;
  if (!focused || focused === document.body) return true;
  return (sheet.compareDocumentPosition(focused) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
}

/** Presses the sheet's primary button when the author presses Ctrl+Enter anywhere in the sheet. */
function pressPrimary(event: KeyboardEvent<HTMLElement>): void {
  const { key, ctrlKey, metaKey, repeat, nativeEvent, currentTarget, target } = event;
  if (key !== "Enter" || !(ctrlKey || metaKey) || repeat || nativeEvent.isComposing) return;
  // React also passes on events of sheets and menus over this sheet, although they are outside its element.
  if (!(target instanceof Node) || !currentTarget.contains(target)) return;
  const primary = currentTarget.querySelector<HTMLElement>(".sheet-actions .button-primary:not(:disabled)");
  if (!primary) return;
  event.preventDefault();
  event.stopPropagation();
  primary.click();
}
