import { callWithBody } from "../state/documents/body-revision.ts";
import type { App } from "../state/app.ts";
import { copyToClipboard } from "./posts/post-actions.ts";
import { type Command, hasDocument, isReady } from "../state/command.ts";

/** Commands that print or export posts. */
export const exportCommands: readonly Command[] = [
  { id: "print", enabled: hasDocument, run: print },
  { id: "export", enabled: isReady, run: ({ workspace }) => workspace.openSheet("export") },
];

/** Prints the page of the open post, including text that is not saved yet. */
async function print({ documents, services }: App): Promise<void> {
  const { current } = documents;
  if (!current) return;
  const { path, version, frontMatter } = current;
  const { url } = await callWithBody(services.engine, current, (body) =>
    services.engine.call("preview.render", { path, version, frontMatter, body, written: null }),
  );
  await services.main.call("page.print", { url });
}

/**
 * Copies the open post to the clipboard, as formatted text with pictures and as plain text.
 * Must be called in response to a key press or click.
 */
export async function copyFormatted({ documents, services }: App): Promise<void> {
  await documents.saveAll();
  const { current } = documents;
  if (!current) return;
  const { html, text } = await services.engine.call("export.richText", { path: current.path });
  copyToClipboard({ "text/html": html, "text/plain": text });
}
