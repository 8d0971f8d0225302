import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";

export interface ButtonProps {
  readonly children: ReactNode;
  /** `primary` is the main action of a sheet or notice; `quiet` has no frame; `danger` deletes something. */
  readonly variant?: "primary" | "plain" | "quiet" | "danger";
  readonly onPress: () => void;
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
}

/** A button with text. */
export function Button({ children, variant = "plain", ...props }: ButtonProps) {
  return (
    <AriaButton className={`button button-${variant}`} {...props}>
      {children}
    </AriaButton>
  );
}
