import { toAppError } from "#contract/errors.ts";
import { isMarkdownFile } from "#contract/text/markdown-text.ts";
import type { App } from "../state/app.ts";
import type { GivenFile } from "../state/given-files.ts";
import { SingleFlight } from "../state/single-flight.ts";
import { attempt } from "./run-command.ts";

/** Receives Markdown files that the author opened with the program or dropped into its window. */
export function followGivenFiles(page: Window, app: App): void {
  const fetching = new SingleFlight(() => fetchGivenFile(app));
  const ask = (): void => void fetching.run();
  app.services.main.on("file.given", ask);
  app.givenFiles.store.subscribe(({ waiting }) => {
    if (waiting.length === 0) ask();
  });
  ask();
  page.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  const drop = (event: DragEvent): void => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0 || !files.every(({ name }) => isMarkdownFile(name))) return;
    event.preventDefault();
    event.stopPropagation();
    void attempt(app, async () => app.givenFiles.add(await Promise.all(files.map(fileOf))));
  };
  // Runs before the editor's own listener, which treats dropped files as images.
  page.addEventListener("drop", drop, { capture: true });
}

/** Copies a file into the blog as a draft and opens the draft. Rejects with an `AppError`. */
export async function addGivenFile(app: App, { name, bytes }: GivenFile): Promise<void> {
  const { path } = await app.services.engine.call("post.import", { name, bytes });
  app.givenFiles.next();
  app.workspace.showPane("editor");
  await app.documents.open(path);
  app.panes.focus("editor");
}

/** Opens the folder that contains the given file as a blog. */
export async function openGivenFolder(app: App): Promise<void> {
  await app.services.main.call("file.openFolder", {});
  app.givenFiles.next();
}

/**
 * Fetches the next file from the main process, unless another file is being shown.
 * Fetches one file at a time, because `file.openFolder` refers to the last fetched file.
 * Never rejects. If a file cannot be read, shows the error and fetches the next file.
 */
async function fetchGivenFile({ services, givenFiles, workspace }: App): Promise<void> {
  while (givenFiles.store.getState().waiting.length === 0) {
    try {
      const { file } = await services.main.call("file.given", {});
      if (!file) return;
      givenFiles.add([file]);
    } catch (reason) {
      const error = toAppError(reason);
      if (error.code !== "file.failed") return;
      workspace.notify({ kind: "error", error });
    }
  }
}

async function fileOf(file: File): Promise<GivenFile> {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()), folder: null };
}
