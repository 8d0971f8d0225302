import { createRoot } from "react-dom/client";
import { AppError } from "#contract/errors.ts";
import { AppContext, createApp } from "#renderer/state/app.ts";
import type { Services } from "#renderer/state/services.ts";
import { ReplaceableClient } from "#renderer/state/replaceable-client.ts";
import { QuickPostSheet } from "#renderer/views/writing/quick-post-sheet.tsx";
import { info, preferences } from "../support/app-start.ts";

declare global {
  // The declaration of a global variable needs `var`.
  /** The names of the calls that the page has made. */
  var calls: string[];
}
globalThis.calls = [];

/** A client without events. Images and new posts are refused. */
const client = {
  call: async (name: string) => {
    globalThis.calls.push(name);
    if (name === "media.add") throw new AppError("image.unsupported", { name: "notes.txt" });
    if (name === "post.create") throw new AppError("file.diskFull", { path: "posts/a.md" });
    return name === "templates.list" ? { names: [] } : {};
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

const root = document.createElement("div");
document.body.append(root);
createRoot(root).render(
  <AppContext value={app}>
    <QuickPostSheet />
  </AppContext>,
);
