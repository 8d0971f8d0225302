import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";

export interface SheetProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons at the foot, the main one last. */
  readonly actions?: ReactNode;
  /** Escape, or a press outside. */
  readonly onClose: () => void;
  /** A question that must be answered or refused with a button, not by a stray press outside. */
  readonly isQuestion?: boolean;
  /** Often nothing in it but words, and perhaps many: it takes the focus itself, so that keys scroll it. */
  readonly isText?: boolean;
  readonly size?: "small" | "medium" | "large" | "wide";
}

/** A sheet over the window: focus stays in it and goes back to where it was. */
export function Sheet({
  title,
  children,
  actions,
  onClose,
  isQuestion = false,
  isText = false,
  size = "medium",
}: SheetProps) {
  return (
    <ModalOverlay
      className="sheet-overlay"
      isOpen
      isDismissable={!isQuestion}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={`sheet sheet-${size}`}>
        <Dialog className="sheet-dialog" role={isQuestion ? "alertdialog" : "dialog"}>
          <Heading slot="title" className="sheet-title">
            {title}
          </Heading>
          <div className="sheet-body" {...(isText ? { tabIndex: 0 } : {})}>
            {children}
          </div>
          {actions ? <div className="sheet-actions">{actions}</div> : null}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
