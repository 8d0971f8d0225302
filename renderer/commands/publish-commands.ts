import type { App } from "../state/app.ts";
import { isOpenDraft } from "../state/documents/left-behind.ts";
import { type Command, isReady } from "../state/command.ts";
import { publish, publishPost, unpublish } from "./publish-flow.ts";

/** Commands that publish the blog. */
export const publishCommands: readonly Command[] = [
  { id: "publish", enabled: canPublish, run: (app) => publish(app) },
  {
    id: "publish-post",
    enabled: (app) => canPublish(app) && isOpenDraft(app.documents.current),
    run: (app) => withCurrent(app, publishPost),
  },
  {
    id: "unpublish",
    enabled: (app) => canPublish(app) && isPublished(app),
    run: (app) => withCurrent(app, unpublish),
  },
  { id: "review-publish", enabled: canPublish, run: (app) => publish(app, true) },
  { id: "undo-publish", enabled: canPublish, run: ({ workspace }) => workspace.openSheet("undo") },
  { id: "compare-live", enabled: canPublish, run: ({ workspace }) => workspace.openSheet("compare-live") },
  { id: "put-online", enabled: isOnlyPractised, run: ({ workspace }) => workspace.openSheet("new-target") },
  { id: "targets", enabled: isReady, run: ({ workspace }) => workspace.openSheet("targets") },
  {
    id: "view-site",
    enabled: (app) => defaultTarget(app)?.isViewable === true,
    run: async (app) => {
      // Requesting the practice site's address also starts the site.
      const { url } = await app.services.engine.call("site.address", {});
      await app.services.main.call("link.open", { url });
    },
  },
];

export async function runUndo(app: App, number: number, target: string): Promise<void> {
  await app.publishing.undo(number, target);
}

function canPublish(app: App): boolean {
  return isReady(app) && !app.publishing.store.getState().running;
}

/** Whether the blog's only target is the practice site, a web server on this computer. */
function isOnlyPractised({ blog }: App): boolean {
  return blog.store.getState().summary?.targets.every(({ kind }) => kind === "practice") === true;
}

/** Whether the post on screen is published, including a post that was changed afterwards. */
function isPublished({ blog, documents }: App): boolean {
  const { current } = documents;
  const state = current && (blog.post(current.path)?.state ?? current.state);
  return current?.problem === null && (state === "published" || state === "changed");
}

async function withCurrent(app: App, work: (app: App, path: string) => Promise<void>): Promise<void> {
  const { current } = app.documents;
  if (current) await work(app, current.path);
}

function defaultTarget(app: App) {
  const { summary } = app.blog.store.getState();
  return summary?.targets.find((target) => target.name === summary.defaultTarget);
}
