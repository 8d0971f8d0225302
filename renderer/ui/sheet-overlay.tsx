import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Modal, ModalOverlay } from "react-aria-components";
import { useKeptFocus } from "./kept-focus.ts";

export type SheetSize = "small" | "medium" | "large" | "wide" | "full";

export interface SheetOverlayProps {
  readonly size: SheetSize;
  /** Whether a click outside of the sheet closes it. */
  readonly isDismissable?: boolean;
  /** Called when the author presses Escape or clicks outside of the sheet. */
  readonly onClose: () => void;
  /** The dialog. */
  readonly children: ReactNode;
}

/** The frame of every sheet: darkens the window, keeps the focus inside, and closes on Escape. */
export function SheetOverlay({ size, isDismissable = true, onClose, children }: SheetOverlayProps) {
  const overlay = useRef<HTMLDivElement>(null);
  useEscapeWithoutFocus(overlay, onClose);
  useKeptFocus(overlay);
  useReturnedFocus();
  return (
    <ModalOverlay
      ref={overlay}
      className="sheet-overlay"
      isOpen
      isDismissable={isDismissable}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={`sheet sheet-${size}`}>{children}</Modal>
    </ModalOverlay>
  );
}

/** Maximum number of frames in which a closed sheet tries to return the focus. */
const frames = 10;

/**
 * Returns the focus to the previous element when the sheet closes.
 * React Aria tries this only in the first frame, in which the sheet below may still be inert.
 */
function useReturnedFocus(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const giveBack = (left: number): void => {
        if (left === 0 || document.activeElement !== document.body) return;
        if (!(before instanceof HTMLElement && before.isConnected)) return;
        before.focus();
        requestAnimationFrame(() => giveBack(left - 1));
      };
      requestAnimationFrame(() => giveBack(frames));
    },
    [before],
  );
}

/**
 * Closes the uppermost sheet on Escape while the focus is not in the sheet.
 * The sheet itself receives only keys that are pressed while the focus is in the sheet.
 * For example, a new sheet on a busy computer gets the focus some time after it has appeared,
 * and a sheet loses the focus for a moment when its focused button disappears.
 */
function useEscapeWithoutFocus(overlay: RefObject<HTMLElement | null>, onClose: () => void): void {
  const close = useRef(onClose);
  useLayoutEffect(() => {
    close.current = onClose;
  });
  // Uses a layout effect, because it runs before the sheet appears. Other effects may run much later.
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
 * Returns true if the focused element is behind the sheet, or if no element has the focus.
 * Menus and lists of the sheet follow it in the DOM, so they do not count as behind it.
 */
function isBehind(focused: Element | null, sheet: Element | null): boolean {
  if (!sheet) return false;
  if (!focused || focused === document.body) return true;
  return (sheet.compareDocumentPosition(focused) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
}
