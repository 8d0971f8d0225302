import { type FileHandle, open, realpath } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { contentTypeOf } from "#engine/files/content-type.ts";

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
    });
    if (request.method === "HEAD") response.end();
    else await pipeline(file.createReadStream({ autoClose: false }), response);
  } finally {
    await file.close();
  }
}

/** What readers may see at a path as it stands in an address; null also for what is malformed or hidden. */
async function findPublic(root: string, pathname: string): Promise<Found> {
  try {
    const path = decodeURIComponent(pathname);
    return path.split(/[/\\]/).some((name) => name.startsWith(".")) ? null : await find(root, path);
  } catch {
    return null;
  }
}

/** What a path names inside the folder; null for what is not there, or only behind a link that leads out. */
async function find(root: string, path: string): Promise<Found> {
  try {
    const top = await realpath(root);
    const name = await realpath(join(top, path));
    if (name !== top && !name.startsWith(top + sep)) return null;
    const file = await open(name);
    if ((await file.stat()).isFile()) return { file, name };
    await file.close();
    return path.endsWith("/") ? await find(root, `${path}index.html`) : "folder";
  } catch {
    return null;
  }
}
