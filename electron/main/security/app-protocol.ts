import { readFile, realpath } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { protocol } from "electron";
import { appOrigin, appPolicy, commonHeaders } from "./content-security.ts";
import { builtPaths } from "../paths.ts";
import { decodePath } from "./url-path.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".ttf": "font/ttf",
  ".woff2": "font/woff2",
};

/** Serves the built interface as `app://hitofude/…`. Never serves a file outside its folder. */
export function serveApp(): void {
  protocol.handle("app", async (request) => {
    const url = new URL(request.url);
    // Does not use `url.origin`, which is "null" for a scheme that Node does not know.
    const ours = `${url.protocol}//${url.host}` === appOrigin;
    if (request.method !== "GET" || !ours) return new Response(null, { status: 404 });
    const path = decodePath(url.pathname);
    const file = path === null ? undefined : await insideRenderer(path);
    const type = file && types[extname(file)];
    if (!file || !type) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(await readFile(file)), {
      headers: { ...commonHeaders, "Content-Type": type, "Content-Security-Policy": appPolicy },
    });
  });
}

/** Returns the real path of a file of the interface. Undefined if it is missing or outside the folder. */
async function insideRenderer(pathname: string): Promise<string | undefined> {
  try {
    const root = await realpath(builtPaths.renderer);
    const file = await realpath(join(root, pathname));
    return file.startsWith(root + sep) ? file : undefined;
  } catch {
    return undefined;
  }
}
