import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";

export interface SheetProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons at the foot, the main one last. */
  readonly actions?: ReactNode;
  /** Called for Escape, or a press outside. */
  readonly onClose: () => void;
  /** For a question that must be answered with a button: a press outside does not close it. */
  readonly isQuestion?: boolean;
  /** For long text without controls: the text takes the focus itself, so that keys scroll it. */
  readonly isText?: boolean;
  readonly size?: "small" | "medium" | "large" | "wide";
}

/** A sheet over the window: the focus stays in it and returns to where it was. */
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
