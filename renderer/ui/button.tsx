import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";

export interface ButtonProps {
  readonly children: ReactNode;
  /** `primary` is the main action of a sheet or notice. `quiet` has no frame. `danger` deletes something. */
  readonly variant?: "primary" | "plain" | "quiet" | "danger";
  readonly onPress: () => void;
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
  /** Name for screen readers. Needed if several buttons have the same text. */
  readonly label?: string;
}

/** A button with text. */
export function Button({ children, variant = "plain", label, ...props }: ButtonProps) {
  const name = label === undefined ? {} : { "aria-label": label };
  return (
    <AriaButton className={`button button-${variant}`} {...name} {...props}>
      {children}
    </AriaButton>
  );
}
