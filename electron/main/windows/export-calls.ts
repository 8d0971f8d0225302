import { basename } from "node:path";
import { type BrowserWindow, dialog } from "electron";
import { throwIfCancelled } from "#contract/rpc/cancellation.ts";
import type { Client, Handlers } from "#contract/rpc/definition.ts";
import { AppError } from "#contract/errors.ts";
import type { EnginePortContract } from "#contract/host-contract.ts";
import type { MainContract } from "#contract/main-contract.ts";
import type { Language } from "#contract/messages.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { ExportProgress, ExportResult, WindowExport } from "#contract/types/export-types.ts";
import { showInFolder } from "../files/show-in-folder.ts";
import { messagesIn } from "../messages.ts";
import { withHiddenPage } from "./hidden-page.ts";

/** The values and functions that an export needs from its window. */
export interface ExportContext {
  readonly window: BrowserWindow;
  /** The engine, or undefined while the engine is stopped. */
  client(): Client<EnginePortContract> | undefined;
  /** Serves a page on the origin of the blog's site, and returns the page's URL. */
  holdPage(html: string): string;
  language(): Language;
  onProgress(progress: ExportProgress): void;
}

const endings = { epub: "epub", pdf: "pdf", html: "html", markdown: "zip", backup: "zip" } as const;

/** Returns the functions that answer calls about exports. They write only files that the author chose. */
export function exportCalls(
  context: ExportContext,
): Pick<Handlers<MainContract>, "export.save" | "export.reveal" | "zip.save"> {
  let last: string | null = null;
  return {
    "export.save": async ({ request, name }, signal) => {
      const ending = endings[request.as];
      const { filePath } = await dialog.showSaveDialog(context.window, {
        defaultPath: `${fileName(name)}.${ending}`,
        filters: [{ name: ending.toUpperCase(), extensions: [ending] }],
        properties: ["createDirectory", "showOverwriteConfirmation"],
      });
      if (!filePath) return null;
      throwIfCancelled(signal);
      const result = await write(context, request, filePath, signal);
      last = filePath;
      return { ...result, file: filePath };
    },
    "export.reveal": () => {
      if (last !== null) showInFolder(last);
      return {};
    },
    "zip.save": async ({ name, bytes }) => {
      const { filePath } = await dialog.showSaveDialog(context.window, {
        defaultPath: basename(name),
        filters: [{ name: messagesIn(context.language())("dialog.zip"), extensions: ["zip"] }],
      });
      if (!filePath) return { isSaved: false };
      await engineOf(context).call("export.keep", { file: filePath, bytes });
      return { isSaved: true };
    },
  };
}

/** Replaces characters that file names cannot contain on some systems. */
function fileName(title: string): string {
  const name = title
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, " ")
    .trim()
    .replace(/^\.+|\.+$/g, "");
  return [...name].slice(0, 80).join("") || "hitofude";
}

function engineOf({ client }: ExportContext): Client<EnginePortContract> {
  const engine = client();
  if (!engine) throw new AppError("call.closed");
  return engine;
}

async function write(
  context: ExportContext,
  { as, ...choices }: WindowExport,
  file: string,
  signal: CancelSignal,
): Promise<ExportResult> {
  const engine = engineOf(context);
  if (as === "pdf") return writePdf(context, choices, file, signal);
  const stop = engine.on("export.progress", context.onProgress);
  try {
    return await engine.call("export.write", { request: { ...choices, as }, file }, signal);
  } finally {
    stop();
  }
}

/** Prints the chosen posts as a PDF. If an error occurs, an earlier file stays unchanged. */
async function writePdf(
  context: ExportContext,
  choices: Omit<WindowExport, "as">,
  file: string,
  signal: CancelSignal,
): Promise<ExportResult> {
  const { html, result } = await engineOf(context).call("export.page", choices, signal);
  throwIfCancelled(signal);
  const pdf = await withHiddenPage(context.holdPage(html), (page) =>
    page.printToPDF({
      printBackground: true,
      pageSize: "A4",
      preferCSSPageSize: true,
      generateDocumentOutline: true,
    }),
  ).finally(() => context.holdPage(""));
  throwIfCancelled(signal);
  await engineOf(context).call("export.keep", { file, bytes: pdf });
  return { ...result, bytes: pdf.length };
}
