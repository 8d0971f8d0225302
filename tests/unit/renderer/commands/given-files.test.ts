import { expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import { followGivenFiles, openGivenFolder } from "#renderer/commands/given-files.ts";
import type { App } from "#renderer/state/app.ts";
import { GivenFiles } from "#renderer/state/given-files.ts";
import { Workspace } from "#renderer/state/workspace.ts";
import { eventually } from "#tests/support/eventually.ts";

const file = (name: string) => ({ name, bytes: new Uint8Array(), folder: "site" });

/** A page whose main process has these files for it. An error stands for a file that cannot be read. */
function start(waiting: (string | AppError)[]) {
  let ask = (): void => undefined;
  const opened: (string | undefined)[] = [];
  let last: string | undefined;
  const main = {
    on: (_name: string, listener: () => void) => {
      ask = listener;
    },
    call: async (name: string) => {
      if (name === "file.openFolder") {
        opened.push(last);
        return {};
      }
      const next = waiting.shift();
      if (next instanceof AppError) throw next;
      last = next ?? last;
      return { file: next === undefined ? null : file(next) };
    },
  };
  const app = {
    services: { main },
    givenFiles: new GivenFiles(),
    workspace: new Workspace(),
  } as unknown as App;
  followGivenFiles(new EventTarget() as unknown as Window, app);
  const shown = () => app.givenFiles.store.getState().waiting.map(({ name }) => name);
  return {
    app,
    shown,
    opened,
    give: (name: string) => {
      waiting.push(name);
      ask();
    },
  };
}

test("files that are opened together are asked about one after the other, each with its own folder", async () => {
  const { app, shown, opened, give } = start(["a.md", "b.md"]);
  await eventually(() => expect(shown()).toEqual(["a.md"]));
  give("c.md");
  await openGivenFolder(app);
  await eventually(() => expect(shown()).toEqual(["b.md"]));
  await openGivenFolder(app);
  await eventually(() => expect(shown()).toEqual(["c.md"]));
  expect(opened).toEqual(["a.md", "b.md"]);
  app.givenFiles.next();
  give("d.md");
  await eventually(() => expect(shown()).toEqual(["d.md"]));
});

test("a file that cannot be read is reported, and the next one is asked about", async () => {
  const { app, shown } = start([new AppError("file.failed", { path: "a.md", reason: "gone" }), "b.md"]);
  await eventually(() => expect(shown()).toEqual(["b.md"]));
  expect(app.workspace.store.getState().notice).toMatchObject({
    kind: "error",
    error: { code: "file.failed" },
  });
});
