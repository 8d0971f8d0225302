import { constants } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname } from "node:path";
import { pipeline } from "node:stream/promises";
import { contentTypeOf } from "#engine/base/content-type.ts";
import { openPlainFile, placeBelow } from "./real-files.ts";

/** What lies at an address: a file, or a folder that was asked for without its last slash. */
type Found = { readonly file: FileHandle; readonly name: string } | "folder" | null;

/**
 * Answers one request from a folder, as a plain web host would: index pages, the site's own 404 page, no listing, no
 * dot-files. Never rejects.
 */
export async function respond(
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    if (!isForUs(request)) {
      response.writeHead(421, { "Content-Type": "text/plain; charset=utf-8" }).end("421 not this host\n");
      return;
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { Allow: "GET, HEAD" }).end();
      return;
    }
    // Two slashes at the beginning of a redirect would name another host.
    const pathname = (request.url ?? "").replace(/[?#].*$/s, "").replace(/^\/+/, "/");
    const found = await findPublic(root, pathname);
    if (found === "folder") response.writeHead(301, { Location: `${pathname}/` }).end();
    else await send(found ?? (await find(root, "/404.html")), found ? 200 : 404, request, response);
  } catch {
    // The reader went away, or the disk failed in the middle: nothing more can be said.
    response.destroy();
  }
}

/**
 * Whether a request names this server, once and by an address that only this computer has. The page of a stranger, whose
 * name server says that its own name is that of this computer, asks by that name: it must not get to read the site.
 */
function isForUs({ rawHeaders, socket, url = "" }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((_, at) => at % 2 === 1 && /^host$/i.test(rawHeaders[at - 1] ?? ""));
  const host = hosts.length === 1 ? hosts[0]?.toLowerCase() : undefined;
  const isOwn = host === `127.0.0.1:${socket.localPort}` || host === `localhost:${socket.localPort}`;
  // A whole address in the place of the path names a host, too
  return isOwn && !/^[a-z][a-z0-9+.-]*:/i.test(url);
}

/** As hosts send it that leave a page's encoding to what the page itself says. */
function typeOf(name: string): string {
  const extension = extname(name);
  return /^\.html?$/i.test(extension) ? "text/html" : contentTypeOf(extension);
}

async function send(
  found: Found,
  status: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (found === null || found === "folder") {
    response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(`${status}\n`);
    return;
  }
  const { file, name } = found;
  try {
    response.writeHead(status, {
      "Content-Type": typeOf(name),
      // Of the file that is open: a publish may put another one in its place meanwhile
      "Content-Length": (await file.stat()).size,
      "Cache-Control": "no-cache",
      "X-Content-Type-Options": "nosniff",
      // Pages of others, whose port this may be guessed to be, cannot take parts of it into themselves
      "Cross-Origin-Resource-Policy": "same-origin",
    });
    if (request.method === "HEAD") response.end();
    else await pipeline(file.createReadStream({ autoClose: false }), response);
  } finally {
    await file.close();
  }
}

const isHidden = (name: string): boolean => name.startsWith(".");

/** What readers may see at a path as it stands in an address; null also for what is malformed or hidden. */
async function findPublic(root: string, pathname: string): Promise<Found> {
  try {
    const path = decodeURIComponent(pathname);
    return /[\\\0]/.test(path) || path.split("/").some(isHidden) ? null : await find(root, path);
  } catch {
    return null;
  }
}

/** What a path names inside the folder; null for what is not there, is no plain file, or lies behind a link. */
async function find(root: string, path: string): Promise<Found> {
  const names = path.split("/").filter((name) => name !== "");
  const place = await placeBelow(root, names).catch(() => null);
  if (place?.isFolder) return path.endsWith("/") ? find(root, `${path}index.html`) : "folder";
  if (!place || path.endsWith("/")) return null;
  const file = await openPlainFile(place.path, constants.O_RDONLY).catch(() => null);
  return file && { file, name: place.path };
}
