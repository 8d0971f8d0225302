import type { LucideIcon } from "lucide-react";
import { Button as AriaButton, Tooltip, TooltipTrigger } from "react-aria-components";

export interface IconButtonProps {
  readonly icon: LucideIcon;
  /** Name for assistive technology and the tooltip. */
  readonly label: string;
  /** The key for the same action, as displayed. */
  readonly shortcut?: string | undefined;
  readonly onPress: () => void;
  readonly isDisabled?: boolean;
  /** For a button that shows or hides something. */
  readonly isPressed?: boolean;
}

/** A button with an icon; its tooltip has its name and its key. */
export function IconButton({
  icon: Icon,
  label,
  shortcut,
  isPressed,
  onPress,
  isDisabled = false,
}: IconButtonProps) {
  return (
    <TooltipTrigger delay={600}>
      <AriaButton
        className="icon-button"
        aria-label={label}
        onPress={onPress}
        isDisabled={isDisabled}
        {...(isPressed === undefined ? {} : { "aria-pressed": isPressed })}
      >
        <Icon aria-hidden size={16} strokeWidth={1.75} />
      </AriaButton>
      <Tooltip className="tooltip" offset={6}>
        {label}
        {shortcut ? <kbd>{shortcut}</kbd> : null}
      </Tooltip>
    </TooltipTrigger>
  );
}
