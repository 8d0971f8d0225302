import type { LucideIcon } from "lucide-react";
import { useRef } from "react";
import { Button as AriaButton, Tooltip, TooltipTrigger } from "react-aria-components";

export interface IconButtonProps {
  readonly icon: LucideIcon;
  /** Name of the button, for its tooltip and for screen readers. */
  readonly label: string;
  /** The key that has the same effect as the button, in the notation for display. */
  readonly shortcut?: string | undefined;
  readonly onPress: () => void;
  readonly isDisabled?: boolean;
  /** Whether the part that the button opens is visible. The button is then shown as pressed. */
  readonly isPressed?: boolean;
}

/** A button with only an icon. Its tooltip shows its name and key. */
export function IconButton({
  icon: Icon,
  label,
  shortcut,
  isPressed,
  onPress,
  isDisabled = false,
}: IconButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  // All text of the window belongs into a landmark (axe: `region`); a dialog, which covers `main`, needs none.
  const landmark = button.current?.closest("[role=dialog]") ? null : document.querySelector("main");
  return (
    <TooltipTrigger delay={600}>
      <AriaButton
        ref={button}
        className="icon-button"
        aria-label={label}
        onPress={onPress}
        isDisabled={isDisabled}
        {...(isPressed === undefined ? {} : { "aria-pressed": isPressed })}
      >
        <Icon aria-hidden size={16} strokeWidth={1.75} />
      </AriaButton>
      {/* Above a button in a pane, a tooltip would cover the title bar's buttons and take their clicks. */}
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
