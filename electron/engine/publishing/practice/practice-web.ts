import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, sep } from "node:path";
import { contentTypeOf } from "#engine/files/content-type.ts";

export interface PracticeWeb {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves a folder over HTTP on loopback, as a plain web host would: index pages, the site's own 404 page, no listing,
 * no dot-files. Takes `preferredPort` when it is free, so that the practice site keeps its address.
 */
export async function startPracticeWeb(root: string, preferredPort: number): Promise<PracticeWeb> {
  const server = createServer((request, response) => {
    respond(root, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => {
        server.off("error", reject);
        resolve();
      });
    });
  await listen(preferredPort).catch(() => listen(0));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { Allow: "GET, HEAD" }).end();
    return;
  }
  const asked = await findFile(root, request.url ?? "/");
  const file = asked ?? (await findFile(root, "/404.html"));
  const status = asked === undefined ? 404 : 200;
  if (file === undefined) {
    response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("404\n");
    return;
  }
  const { size } = await stat(file);
  response.writeHead(status, {
    "Content-Type": contentTypeOf(extname(file)),
    "Content-Length": size,
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
  });
  if (request.method === "HEAD") response.end();
  else createReadStream(file).pipe(response);
}

/** The file behind an address, following `index.html`; undefined for what is not there, hidden, or outside. */
async function findFile(root: string, address: string): Promise<string | undefined> {
  try {
    const path = decodeURIComponent(new URL(address, "http://localhost").pathname);
    if (path.split("/").some((name) => name.startsWith("."))) return undefined;
    const top = await realpath(root);
    const found = await realpath(join(top, path));
    const file = (await stat(found)).isDirectory() ? await realpath(join(found, "index.html")) : found;
    return file.startsWith(top + sep) ? file : undefined;
  } catch {
    return undefined;
  }
}
