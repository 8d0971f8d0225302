import type { App } from "../state/app.ts";
import type { Command } from "./command.ts";

/** Commands that bring the blog to its readers. */
export const publishCommands: readonly Command[] = [
  { id: "publish", enabled: canPublish, run: (app) => app.publishing.run(false) },
  { id: "review-publish", enabled: canPublish, run: (app) => app.publishing.run(true) },
  { id: "undo-publish", enabled: canPublish, run: ({ workspace }) => workspace.openSheet("undo") },
  { id: "targets", enabled: hasBlog, run: ({ workspace }) => workspace.openSheet("targets") },
  {
    id: "view-site",
    enabled: (app) => siteUrl(app) !== "",
    run: async (app) => {
      await app.services.main.call("link.open", { url: siteUrl(app) });
    },
  },
];

/** Goes back to an older publish of a target. */
export function runUndo(app: App, number: number, target: string): Promise<void> {
  return app.publishing.undo(number, target);
}

function hasBlog(app: App): boolean {
  return app.blog.store.getState().summary !== null;
}

function canPublish(app: App): boolean {
  return hasBlog(app) && !app.publishing.store.getState().running;
}

/** Public address of the default target; "" when it has none yet. */
function siteUrl(app: App): string {
  const { summary } = app.blog.store.getState();
  return summary?.targets.find((target) => target.name === summary.defaultTarget)?.url ?? "";
}
