import { AppError } from "#contract/errors.ts";
import { QuickPostSheet } from "#renderer/views/writing/quick-post-sheet.tsx";
import { showInWindow, windowApp } from "../support/window-app.tsx";

declare global {
  // The declaration of a global variable needs `var`.
  /** The names of the calls that the page has made. */
  var calls: string[];
}
globalThis.calls = [];

/** Images and new posts are refused. */
const app = windowApp(async (name: string) => {
  globalThis.calls.push(name);
  if (name === "media.add") throw new AppError("image.unsupported", { name: "notes.txt" });
  if (name === "post.create") throw new AppError("file.diskFull", { path: "posts/a.md" });
  return name === "templates.list" ? { names: [] } : {};
});

showInWindow(app, <QuickPostSheet />);
