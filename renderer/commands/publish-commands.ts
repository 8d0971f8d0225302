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
    enabled: (app) => defaultTarget(app)?.isViewable === true,
    run: async (app) => {
      // The practice site starts when somebody wants to look at it
      const { url } = await app.services.engine.call("site.address", {});
      await app.services.main.call("link.open", { url });
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

function defaultTarget(app: App) {
  const { summary } = app.blog.store.getState();
  return summary?.targets.find((target) => target.name === summary.defaultTarget);
}
