import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { app, BrowserWindow, protocol } from "electron";

// A minimal Electron program that shows a page.
// The page has its own URL scheme, so that V8 can store compiled code, as it does for our program.
const folder = process.argv.at(-2) ?? "";
/** Name of the page: `preview.html`, `typing.html` or `list.html`. */
const page = process.argv.at(-1) ?? "";
const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".ttf": "font/ttf",
  ".md": "text/plain; charset=utf-8",
};
const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
protocol.registerSchemesAsPrivileged([{ scheme: "peer", privileges }]);
app.on("window-all-closed", () => app.quit());
// Electron becomes ready only after this module has been evaluated.
// The module must therefore not await anything at its top level.
void app.whenReady().then(async () => {
  protocol.handle("peer", serve);
  await new BrowserWindow({ width: 1280, height: 860 }).loadURL(`peer://window/${page}`);
});

async function serve(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const bytes = new Uint8Array(await readFile(join(folder, pathname)));
  const type = types[extname(pathname)] ?? "application/octet-stream";
  return new Response(bytes, { headers: { "Content-Type": type } });
}
