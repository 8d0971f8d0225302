import type { LucideIcon } from "lucide-react";
import { Button as AriaButton, Tooltip, TooltipTrigger } from "react-aria-components";

export interface IconButtonProps {
  readonly icon: LucideIcon;
  /** Its name, for assistive technology and the tooltip. */
  readonly label: string;
  /** The key that does the same, as people write it. */
  readonly shortcut?: string | undefined;
  readonly onPress: () => void;
  readonly isDisabled?: boolean;
  /** For a button that shows something or puts it away. */
  readonly isPressed?: boolean;
}

/** A button with an icon; its tooltip names it and its key. */
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
