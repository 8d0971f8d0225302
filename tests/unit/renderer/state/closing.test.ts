import { expect, test } from "vitest";
import type { App } from "#renderer/state/app.ts";
import { SettingsDraft } from "#renderer/state/blog-settings/settings-draft.ts";
import { saveBeforeClosing } from "#renderer/state/documents/save-before-closing.ts";
import { HeldText } from "#renderer/state/documents/held-text.ts";
import { NoticeDraft } from "#renderer/state/notice-draft.ts";
import { Workspace } from "#renderer/state/workspace.ts";
import { AppError } from "#contract/errors.ts";
import { folder, never, opened } from "../support/opened-documents.ts";

/** A page with unsaved words. `reconnect` is called when the page asks for a new engine. */
async function typed(reconnect: (engine: Awaited<ReturnType<typeof opened>>["engine"]) => void) {
  const { documents, engine } = await opened(folder(), never);
  const [quickPost, messages] = [new HeldText(engine.client, 1), new HeldText(engine.client, 1)];
  documents.editBody("最後の言葉");
  quickPost.write("ひとこと");
  const asked: string[] = [];
  const main = {
    call: async (name: string) => {
      asked.push(name);
      reconnect(engine);
      return {};
    },
  };
  const workspace = new Workspace();
  const [settings, notices] = [new SettingsDraft(engine.client), new NoticeDraft(engine.client)];
  notices.add();
  notices.edit(0, { text: "多忙です。" });
  const services = { engine: engine.client, main };
  const app = { documents, quickPost, messages, settings, notices, workspace, services };
  return { app: app as unknown as App, engine, asked };
}

test("words typed after the engine stopped for good are written by a new engine before the window closes", async () => {
  const { app, engine, asked } = await typed(({ replace }) => replace(folder()));
  engine.server.close();
  await expect(engine.client.call("journal.clear", { id: "" })).rejects.toMatchObject({
    code: "call.closed",
  });
  app.workspace.notify({ kind: "engineGone" });
  const before = engine.calls.length;
  await saveBeforeClosing(app);
  expect(asked).toEqual(["engine.reconnect"]);
  expect(app.workspace.store.getState().notice).toBeNull();
  const bodies = engine.calls.slice(before).map(([name, input]) => [name, (input as { body?: string }).body]);
  expect(bodies).toContainEqual(["post.save", "最後の言葉"]);
  expect(bodies).toContainEqual(["journal.write", "ひとこと"]);
  expect(bodies).toContainEqual(["journal.write", expect.stringContaining("多忙です。")]);
});

test("with a running engine, the window closes without a new engine", async () => {
  const { app, engine, asked } = await typed(() => undefined);
  await saveBeforeClosing(app);
  expect(asked).toEqual([]);
  expect(engine.names()).toContain("post.save");
});

test("the notice about the stopped engine stays until the author starts the engine again", () => {
  const workspace = new Workspace();
  const notice = () => workspace.store.getState().notice?.kind;
  workspace.notify({ kind: "engineGone" });
  // Every command fails without the engine, and reports its failure.
  workspace.notify({ kind: "error", error: new AppError("call.closed") });
  expect(notice()).toBe("engineGone");
  workspace.dismissNotice();
  workspace.notify({ kind: "error", error: new AppError("call.closed") });
  expect(notice()).toBe("error");
});
