import type { LucideIcon } from "lucide-react";
import type { CommandId } from "#contract/commands.ts";
import { runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { useCommandTexts } from "./command-texts.ts";

export interface CommandButtonProps {
  readonly command: CommandId;
  readonly icon: LucideIcon;
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
}

/** An icon button that runs a command and shows its name and key. */
export function CommandButton({ command, ...props }: CommandButtonProps) {
  const app = useApp();
  const { title, shortcut } = useCommandTexts()(command);
  return (
    <IconButton label={title} shortcut={shortcut} onPress={() => void runCommand(app, command)} {...props} />
  );
}
