import type { LucideIcon } from "lucide-react";
import type { CommandId } from "#contract/commands.ts";
import { runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { useCommandTexts } from "./texts.ts";

export interface CommandButtonProps {
  readonly command: CommandId;
  readonly icon: LucideIcon;
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
}

/** A button with an icon that runs a command. The tooltip shows the command's title and key. */
export function CommandButton({ command, ...props }: CommandButtonProps) {
  const app = useApp();
  const { title, shortcut } = useCommandTexts()(command);
  return (
    <IconButton label={title} shortcut={shortcut} onPress={() => void runCommand(app, command)} {...props} />
  );
}
