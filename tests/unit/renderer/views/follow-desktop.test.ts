import { afterEach, expect, test, vi } from "vitest";
import { createApp } from "#renderer/state/app.ts";
import { followDesktop } from "#renderer/views/frame/follow-desktop.ts";
import { info, preferences } from "../support/app-start.ts";
import { postFile, serveEngine } from "../support/served-engine.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("the menu's commands follow the editor and the selection in the list", async () => {
  vi.stubGlobal("window", { addEventListener: () => undefined });
  vi.stubGlobal("requestAnimationFrame", (paint: () => void) => paint());
  let disabled: readonly string[] = [];
  const main = {
    on: () => () => undefined,
    call: async (_name: string, state: { disabled: readonly string[] }) => {
      disabled = state.disabled;
    },
  };
  const app = createApp({ engine: serveEngine({}).client, main } as never, info, preferences);
  followDesktop(app);
  expect(disabled).toContain("change-posts");
  app.selection.select(["posts/rain.md"]);
  expect(disabled).not.toContain("change-posts");

  app.blog.store.setState({ summary: { targets: [] } as never });
  app.documents.showKnown(postFile({ frontMatter: "", body: "", properties: {} }));
  expect(disabled).toContain("publish-post");
  app.documents.editBody("雪");
  expect(disabled).not.toContain("publish-post");
  expect(disabled).toEqual(expect.arrayContaining(["bold", "edit-image"]));
  app.editor.store.setState({ handle: {} as never });
  expect(disabled).not.toContain("bold");
  app.editor.store.setState({ image: { image: { destination: "a.jpg" } } as never });
  expect(disabled).not.toContain("edit-image");
  await app.editor.firstPainted;
});
