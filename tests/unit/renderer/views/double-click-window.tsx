import { createRoot } from "react-dom/client";
import { AppContext, createApp } from "#renderer/state/app.ts";
import { ReplaceableClient } from "#renderer/state/replaceable-client.ts";
import type { Services } from "#renderer/state/services.ts";
import { TrashSheet } from "#renderer/views/posts/trash-sheet.tsx";
import { GivenFileSheet } from "#renderer/views/sheets/given-file-sheet.tsx";
import { info, preferences } from "../support/app-start.ts";

declare global {
  // The declaration of a global variable needs `var`.
  /** The names of the calls that the page has made. */
  var calls: string[];
}
globalThis.calls = [];

/** A client whose calls end never, except the list of the trash. */
const client = {
  call: async (name: string) => {
    globalThis.calls.push(name);
    if (name !== "trash.list") await new Promise(() => undefined);
    return [{ kind: "post", path: "posts/rain.md", trashedAt: "0", title: "雨" }];
  },
  on: () => () => undefined,
  onClose: () => undefined,
  close: () => undefined,
};

const app = createApp(
  {
    engine: new ReplaceableClient(client as never),
    main: client,
    connectPreview: () => undefined,
    dropExports: () => undefined,
  } as unknown as Services,
  info,
  preferences,
);
app.blog.store.setState({ summary: { title: "窓辺" } as never });
app.givenFiles.add([{ name: "a.md", bytes: new Uint8Array(), folder: null }]);

/** Replaces the program's window in tests: a sheet whose button makes or restores a post. */
const root = document.createElement("div");
document.body.append(root);
createRoot(root).render(
  <AppContext value={app}>{location.hash === "#trash" ? <TrashSheet /> : <GivenFileSheet />}</AppContext>,
);
