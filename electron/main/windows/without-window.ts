import { type CommandId, commandTable } from "#contract/commands.ts";
import type { Preferences } from "#contract/main-contract.ts";
import type { FirstAim } from "./first-window.ts";

/** Commands that change preferences. On macOS, the main process runs them if no window is open. */
const preferenceCommands: Partial<Record<CommandId, Partial<Preferences>>> = {
  "language-ja": { language: "ja" },
  "language-en": { language: "en" },
  "colours-system": { colours: "system" },
  "colours-light": { colours: "light" },
  "colours-dark": { colours: "dark" },
};

/** Commands that need an open blog. Each of them first opens the window of the last blog. */
const openingCommands: readonly CommandId[] = [
  "new-post",
  "quick-post",
  "new-page",
  "find-post",
  "search-posts",
  "settings",
  "keys",
  "help",
];

/** What the program does at a command while no blog is open. */
export type WithoutWindow =
  | { readonly kind: "preferences"; readonly changes: Partial<Preferences> }
  /** Shows the window in which the author makes or chooses a blog. */
  | { readonly kind: "choose"; readonly aim: FirstAim }
  /** Opens the last blog and runs the command in its window. */
  | { readonly kind: "open"; readonly id: CommandId };

/** Returns what to do at a command while no blog is open. Null means that the command needs an open blog. */
export function withoutWindow(id: string): WithoutWindow | null {
  const command = commandTable.find((candidate) => candidate.id === id)?.id;
  if (command === undefined) return null;
  const changes = preferenceCommands[command];
  if (changes) return { kind: "preferences", changes };
  if (command === "open-blog") return { kind: "choose", aim: "ways" };
  if (command === "move-in") return { kind: "choose", aim: { exports: [] } };
  if (command === "new-blog") return { kind: "choose", aim: "new" };
  return openingCommands.includes(command) ? { kind: "open", id: command } : null;
}

/**
 * Returns the commands that are disabled while no blog is open.
 * With `hasBlog`, there is a blog that was open last. Commands that open this blog are then enabled.
 */
export function disabledWithoutWindow(hasBlog: boolean): CommandId[] {
  return commandTable
    .map(({ id }) => id)
    .filter((id) => {
      const way = withoutWindow(id);
      return way === null || (way.kind === "open" && !hasBlog);
    });
}
