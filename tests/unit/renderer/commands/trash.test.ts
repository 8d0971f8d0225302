import { expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import { trashPosts } from "#renderer/commands/posts/bulk-commands.ts";
import { trashPost } from "#renderer/commands/post-commands.ts";
import type { App } from "#renderer/state/app.ts";
import { PostSelection } from "#renderer/state/list/post-selection.ts";
import { PaneFocus } from "#renderer/state/panes/pane-focus.ts";
import { Workspace } from "#renderer/state/workspace.ts";
import { postSummary } from "../support/post-summary.ts";
import { folder, never, opened } from "../support/opened-documents.ts";

const path = "posts/rain.md";
const trashed = { changed: [path], unchanged: 0, skipped: [] };
const handlers = { ...folder(), "post.trash": () => ({}), "bulk.trash": () => trashed };

/** Starts a program with unsaved text on screen. */
async function typed(changes: Parameters<typeof opened>[0] = {}) {
  const { documents, engine } = await opened({ ...handlers, ...folder(), ...changes }, never);
  documents.editBody("強い雨です。");
  const app = {
    documents,
    services: { engine: engine.client },
    selection: new PostSelection(),
    workspace: new Workspace(),
    panes: new PaneFocus(),
    blog: { post: () => postSummary(path, {}) },
  } as unknown as App;
  return { app, engine, documents };
}

test.each([
  ["one post", "post.trash", (app: App) => trashPost(app, path)],
  ["chosen posts", "bulk.trash", (app: App) => trashPosts(app, [path])],
] as const)("the latest text is in the file before it goes into the trash: %s", async (_, call, trash) => {
  const { app, engine, documents } = await typed();
  await trash(app);
  const names = engine.names().filter((name) => name === "post.save" || name === call);
  expect(names).toEqual(["post.save", call]);
  expect(engine.calls.find(([name]) => name === "post.save")?.[1]).toMatchObject({ body: "強い雨です。" });
  expect(documents.current).toBeNull();
});

test("text that cannot be saved goes to the history, and otherwise keeps the post out of the trash", async () => {
  const full = (): never => {
    throw new AppError("file.diskFull", { path });
  };
  const { app, engine, documents } = await typed({ "post.save": full });
  await trashPost(app, path);
  const kept = engine.calls.find(([name]) => name === "history.keep");
  expect(kept?.[1]).toMatchObject({ path, body: "強い雨です。" });
  expect(documents.current).toBeNull();

  const other = await typed({ "post.save": full, "history.keep": full });
  await expect(trashPost(other.app, path)).rejects.toMatchObject({ code: "file.diskFull" });
  await expect(trashPosts(other.app, [path])).rejects.toMatchObject({ code: "file.diskFull" });
  expect(other.engine.names().filter((name) => name.endsWith(".trash"))).toEqual([]);
  expect(other.documents.current?.body).toBe("強い雨です。");
});

test("the message about posts in the trash knows how many of them are still online", async () => {
  const others = { "posts/snow.md": "changed", "posts/fog.md": "draft" } as const;
  const paths = [path, ...Object.keys(others)];
  const { app } = await typed({ "bulk.trash": () => ({ ...trashed, changed: paths }) });
  const states = { [path]: "published", ...others } as const;
  const post = (name: string) => postSummary(name, { state: states[name as keyof typeof states] });
  await trashPosts({ ...app, blog: { post } } as unknown as App, paths);
  expect(app.workspace.store.getState().notice).toMatchObject({ what: "trashed", stillOnline: 2 });
});
