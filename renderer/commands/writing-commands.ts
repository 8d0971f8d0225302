import type { CommandId } from "#contract/commands.ts";
import { cardCommand } from "./cards.ts";
import type { SheetName } from "../state/workspace.ts";
import { type Command, isEditable, isReady } from "../state/command.ts";

/** Commands for cards, quick posts, replies and other additions. All except the card command open a sheet. */
export const writingCommands: readonly Command[] = [
  cardCommand,
  onSheet("quick-post", isReady),
  onSheet("addendum", isEditable),
  onSheet("comment-reply", isEditable),
  onSheet("link-to-post", isEditable),
  onSheet("relate", isEditable),
  onSheet("notices", isReady),
];

function onSheet(id: CommandId & SheetName, enabled: Command["enabled"]): Command {
  return { id, enabled, run: ({ workspace }) => workspace.openSheet(id) };
}
