import type { LucideIcon } from "lucide-react";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { Button as AriaButton, Tooltip, TooltipTrigger } from "react-aria-components";
import { flushSync } from "react-dom";

export interface IconButtonProps {
  readonly icon: LucideIcon;
  /** Name of the button, for its tooltip and for screen readers. */
  readonly label: string;
  /** The key that has the same effect as the button, in the notation for display. */
  readonly shortcut?: string | undefined;
  /** Called when the author presses the button. Unnecessary in a `MenuTrigger`, which opens a menu. */
  readonly onPress?: () => void;
  readonly isDisabled?: boolean;
  /** Whether the part that the button opens is visible. The button is then shown as pressed. */
  readonly isPressed?: boolean;
  /** An additional class of the button. */
  readonly className?: string;
  /** A small mark that is drawn on the icon. */
  readonly mark?: ReactNode;
}

/** A button with only an icon. Its tooltip shows its name and key. */
export function IconButton({
  icon: Icon,
  label,
  shortcut,
  isPressed,
  onPress,
  className = "",
  mark,
  isDisabled = false,
}: IconButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [isNamed, setNamed] = useState(false);
  useEscapeBeforeTooltip(button, isNamed, () => setNamed(false));
  // The accessibility rule `region` wants text in a landmark, so tooltips go into `main`. Dialogs are exempt.
  const landmark = button.current?.closest("[role=dialog]") ? null : document.querySelector("main");
  return (
    <TooltipTrigger delay={600} isOpen={isNamed} onOpenChange={setNamed}>
      <AriaButton
        ref={button}
        className={`icon-button ${className}`}
        aria-label={label}
        isDisabled={isDisabled}
        {...(onPress ? { onPress } : {})}
        {...(isPressed === undefined ? {} : { "aria-pressed": isPressed })}
      >
        <Icon aria-hidden size={16} strokeWidth={1.75} />
        {mark}
      </AriaButton>
      {/* The tooltip is below the button, because above it, it could cover buttons of the title bar. */}
      <Tooltip
        className="tooltip"
        placement="bottom"
        offset={6}
        {...(landmark ? { UNSTABLE_portalContainer: landmark } : {})}
      >
        {label}
        {shortcut ? <kbd>{shortcut}</kbd> : null}
      </Tooltip>
    </TooltipTrigger>
  );
}

/**
 * Lets Escape close a sheet at once, even if its focused button shows a tooltip.
 * Closes the tooltip before React Aria does, because React Aria would stop the event.
 * If the pointer is over the button, Escape closes only the tooltip.
 */
function useEscapeBeforeTooltip(
  button: RefObject<HTMLButtonElement | null>,
  isOpen: boolean,
  close: () => void,
): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      // Closes the tooltip with `flushSync`, so that React Aria's listener is gone when the event reaches it.
      if (event.key === "Escape" && !button.current?.matches(":hover")) flushSync(close);
    };
    addEventListener("keydown", onKeyDown, { capture: true });
    return () => removeEventListener("keydown", onKeyDown, { capture: true });
  });
}
