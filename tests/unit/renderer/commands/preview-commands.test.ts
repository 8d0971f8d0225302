import { expect, test } from "vitest";
import { previewCommands } from "#renderer/commands/preview-commands.ts";
import type { App } from "#renderer/state/app.ts";
import { postSummary } from "../support/post-summary.ts";

test("the opened page has the address of the post, also if it contains a number sign", async () => {
  const opened: unknown[] = [];
  const summary = { defaultTarget: "live", targets: [{ name: "live", isViewable: true }] };
  const app = {
    documents: { current: { path: "posts/a.md" } },
    blog: {
      store: { getState: () => ({ summary }) },
      post: (path: string) => postSummary(path, { address: "c#/雨?.html" }),
    },
    services: {
      engine: { call: async () => ({ url: "http://example.jp/blog" }) },
      main: { call: async (_name: string, { url }: { url: string }) => opened.push(url) },
    },
  } as unknown as App;
  await previewCommands.find(({ id }) => id === "open-page")?.run(app);
  expect(opened).toEqual(["http://example.jp/blog/c%23/%E9%9B%A8%3F.html"]);
});
