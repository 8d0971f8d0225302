import type { CommandId } from "#contract/commands.ts";
import type { Preferences } from "#contract/main-contract.ts";
import type { App } from "../state/app.ts";
import { always, type Command } from "../state/command.ts";

/** Commands on the program itself. */
export const programCommands: readonly Command[] = [
  {
    id: "new-blog",
    enabled: always,
    run: async ({ services }) => {
      await services.main.call("blog.new", {});
    },
  },
  {
    id: "open-blog",
    enabled: always,
    run: async ({ services }) => {
      await services.main.call("blog.choose", {});
    },
  },
  {
    id: "reveal-folder",
    enabled: always,
    run: async ({ services, info }) => {
      await services.main.call("folder.reveal", { path: info.folder });
    },
  },
  {
    id: "blog-settings",
    enabled: ({ blog }) => blog.store.getState().summary !== null,
    run: ({ workspace }) => workspace.openSheet("blog-settings"),
  },
  { id: "settings", enabled: always, run: ({ workspace }) => workspace.openSheet("settings") },
  { id: "keys", enabled: always, run: ({ workspace }) => workspace.openSheet("keys") },
  { id: "help", enabled: always, run: ({ workspace }) => workspace.openSheet("help") },
  preference("language-ja", { language: "ja" }),
  preference("language-en", { language: "en" }),
  preference("colours-system", { colours: "system" }),
  preference("colours-light", { colours: "light" }),
  preference("colours-dark", { colours: "dark" }),
];

/** Asks for the folder to which the open blog was moved. Rejects with an `AppError`. */
export async function findFolder({ services, info }: App): Promise<void> {
  const { folder } = await services.main.call("blog.find", {});
  // Updates `info.folder`, because the blog's preferences are stored under the path of its folder.
  if (folder !== null) info.folder = folder;
}

function preference(id: CommandId, changes: Partial<Preferences>): Command {
  return { id, enabled: always, run: ({ preferences }) => preferences.set(changes) };
}
