import type { App } from "../state/app.ts";
import { type Command, isReady } from "../state/command.ts";

/** The command that moves posts of another service into the blog. */
export const moveInCommands: readonly Command[] = [
  {
    id: "move-in",
    enabled: isReady,
    run: async (app) => {
      app.workspace.openSheet("move-in");
      const { names } = await app.services.main.call("exports.chosen", {});
      await app.moveIn.takeFirst(names);
    },
  },
];

/** Receives files that the author drops into the window for an import. */
export function followExports({ services, moveIn, workspace }: App): void {
  services.main.on("exports.given", ({ names }) => {
    workspace.openSheet("move-in");
    void moveIn.take(names);
  });
}

/** Asks for files or a folder to import, and reads them. Rejects with an `AppError`. */
export async function chooseExports({ services, moveIn }: App, kind: "files" | "folder"): Promise<void> {
  const { names } = await services.main.call("exports.choose", { kind });
  await moveIn.take(names);
}

/** Asks the author to make a new blog. The new blog's window then imports the chosen files. */
export async function moveIntoNewBlog({ services, moveIn, workspace }: App): Promise<void> {
  await services.main.call("exports.newBlog", {});
  moveIn.reset();
  workspace.closeSheet();
}

/** Opens a post that was imported. */
export async function showImported({ documents, panes, workspace }: App, path: string): Promise<void> {
  workspace.closeSheet();
  workspace.showPane("editor");
  await documents.open(path);
  panes.focus("editor");
}
