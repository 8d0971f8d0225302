import { AppError } from "#contract/errors.ts";
import { callWithBody } from "../state/documents/body-revision.ts";
import type { App } from "../state/app.ts";
import { type Command, hasDocument, isReady } from "../state/command.ts";

/** Commands that bring texts out of the program. */
export const exportCommands: readonly Command[] = [
  { id: "print", enabled: hasDocument, run: print },
  { id: "export", enabled: isReady, run: ({ workspace }) => workspace.openSheet("export") },
];

/** Prints the page of the open post with its current text. */
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
 * Copies the open post with its formats and pictures, and as plain text.
 * Must be called in response to a key press or click.
 */
export async function copyFormatted({ documents, services }: App): Promise<void> {
  await documents.saveAll();
  const { current } = documents;
  if (!current) return;
  const { html, text } = await services.engine.call("export.richText", { path: current.path });
  const fill = (event: ClipboardEvent): void => {
    event.clipboardData?.setData("text/html", html);
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
  };
  // `execCommand` is used, because the page has no permission for `navigator.clipboard`.
  document.addEventListener("copy", fill, { capture: true, once: true });
  const isCopied = document.execCommand("copy");
  document.removeEventListener("copy", fill, { capture: true });
  if (!isCopied) throw new AppError("export.notCopied");
}
