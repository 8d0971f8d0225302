import { constants } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname } from "node:path";
import { pipeline } from "node:stream/promises";
import { percentDecoded } from "#contract/text/percent-encoding.ts";
import { systemCode } from "#contract/file-retries.ts";
import { contentTypeOf } from "#engine/base/content-type.ts";
import { nullIfMissing } from "#engine/base/files/read-files.ts";
import { openPlainFile, placeBelow } from "./real-files.ts";

/**
 * The file at a URL path. "folder" means a folder without a trailing slash. Null means a missing file.
 */
type Found = { readonly file: FileHandle; readonly name: string } | "folder" | null;

const plainText = { "Content-Type": "text/plain; charset=utf-8" };

/**
 * Answers one request with a file from a folder, like a plain web host. Never rejects.
 * Answers 403 or 500 for an unreadable file, and writes the cause to standard error.
 */
export async function respond(
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    if (!isForUs(request)) {
      response.writeHead(421, plainText).end("421 not this host\n");
      return;
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { Allow: "GET, HEAD" }).end();
      return;
    }
    // Keeps one slash at the beginning. A redirect to a path with two slashes would go to another host.
    const pathname = (request.url ?? "").replace(/[?#].*$/s, "").replace(/^\/+/, "/");
    const found = await findPublic(root, pathname);
    if (found === "folder") response.writeHead(301, { Location: `${pathname}/` }).end();
    else {
      const page = found ?? (await find(root, "/404.html"));
      await send(root, { found: page, status: found ? 200 : 404 }, request, response);
    }
  } catch (error) {
    if (response.headersSent) {
      // Ends the connection, because the client has disconnected or the disk has failed.
      response.destroy();
      return;
    }
    const status = ["EACCES", "EPERM"].includes(systemCode(error)) ? 403 : 500;
    console.error(`practice site: ${status} ${JSON.stringify(request.url)}: ${error}`);
    response.writeHead(status, plainText).end(`${status}\n`);
  }
}

/**
 * Whether the Host header names this server by a local address. This check prevents DNS rebinding.
 * In DNS rebinding, another site's domain resolves to this computer, so that site could read the blog.
 */
function isForUs({ rawHeaders, socket, url = "" }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((_, at) => at % 2 === 1 && /^host$/i.test(rawHeaders[at - 1] ?? ""));
  const host = hosts.length === 1 ? hosts[0]?.toLowerCase() : undefined;
  const isOwn = host === `127.0.0.1:${socket.localPort}` || host === `localhost:${socket.localPort}`;
  // Refuses an absolute URL, because an absolute URL also names a host.
  return isOwn && !/^[a-z][a-z0-9+.-]*:/i.test(url);
}

/** Returns the content type of a file. HTML gets no charset, because each page states its own encoding. */
function typeOf(name: string): string {
  return isPage(name) ? "text/html" : contentTypeOf(extname(name));
}

function isPage(name: string): boolean {
  return /^\.html?$/i.test(extname(name));
}

/** Reads a file that a page includes. Returns null if the file is not public. */
async function readPart(root: string, path: string): Promise<Buffer | null> {
  const found = await findPublic(root, path);
  if (found === null || found === "folder") return null;
  try {
    return await found.file.readFile();
  } finally {
    await found.file.close();
  }
}

async function send(
  root: string,
  { found, status }: { readonly found: Found; readonly status: number },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (found === null || found === "folder") {
    response.writeHead(status, plainText).end(`${status}\n`);
    return;
  }
  const { file, name } = found;
  try {
    const page = isPage(name)
      ? await withIncludes(await file.readFile(), (path) => readPart(root, path))
      : null;
    // Reads the size from the open file, because a publish may replace the file at the path meanwhile.
    const size = page?.length ?? (await file.stat()).size;
    const part = page || status !== 200 ? null : partOf(request, size);
    response.writeHead(part ? 206 : status, {
      "Content-Type": typeOf(name),
      "Content-Length": part ? part.end - part.start + 1 : size,
      ...(page ? {} : { "Accept-Ranges": "bytes" }),
      ...(part ? { "Content-Range": `bytes ${part.start}-${part.end}/${size}` } : {}),
      "Cache-Control": "no-cache",
      "X-Content-Type-Options": "nosniff",
      // Prevents pages of other sites from embedding the files, even if the pages guess the port.
      "Cross-Origin-Resource-Policy": "same-origin",
    });
    if (request.method === "HEAD") response.end();
    else if (page) response.end(page);
    else await pipeline(file.createReadStream({ autoClose: false, ...part }), response);
  } finally {
    await file.close();
  }
}

/**
 * Returns the first and last byte that a request asks for, or null for the whole file.
 * Some browsers play a video or sound only if the server can send single parts of the file.
 */
function partOf({ headers }: IncomingMessage, size: number): { start: number; end: number } | null {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? "") ?? [];
  if ((from === "" && to === "") || headers["if-range"] !== undefined) return null;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return start > end ? null : { start, end };
}

const isHidden = (name: string): boolean => name.startsWith(".");

/** Returns the file or folder for a URL path that a reader requests, or null for a hidden path. */
async function findPublic(root: string, pathname: string): Promise<Found> {
  const path = percentDecoded(pathname);
  return path === null || /[\\\0]/.test(path) || path.split("/").some(isHidden) ? null : find(root, path);
}

/** Error codes of the system for symbolic links and for impossible paths. */
const impossible = new Set(["ELOOP", "ENAMETOOLONG", "EINVAL"]);

function nullIfNowhere(error: unknown): null {
  return impossible.has(systemCode(error)) ? null : nullIfMissing(error);
}

/**
 * Returns the file or folder at a path. Returns null for a missing path or a path with a symbolic link.
 * Rejects with the system's error for an unreadable file.
 */
async function find(root: string, path: string): Promise<Found> {
  const names = path.split("/").filter((name) => name !== "");
  const place = await placeBelow(root, names).catch(nullIfNowhere);
  if (place?.isFolder) return path.endsWith("/") ? find(root, `${path}index.html`) : "folder";
  if (!place || path.endsWith("/")) return null;
  const file = await openPlainFile(place.path, constants.O_RDONLY).catch(nullIfNowhere);
  return file && { file, name: place.path };
}

/** The directives of server-side includes that the practice site supports in pages. They run no code. */
const pageDirective = /<!--#include virtual="(\/[^"]*)" -->|<!--#set var="(\w+)" value="([^"]*)" -->/g;

/** The directive that the practice site supports in included files. */
const echoDirective = /<!--#echo encoding="none" var="(\w+)" -->/g;

/** The text that Apache shows if an included file is missing. */
const missing = Buffer.from("[an error occurred while processing this directive]");

/**
 * Replaces each include directive of a page by the content of the included file, as Apache does.
 * Included files can show variables that the page has set before the directive.
 */
async function withIncludes(page: Buffer, read: (path: string) => Promise<Buffer | null>): Promise<Buffer> {
  // Treats each byte as one character, so the encoding of the page does not matter.
  const text = page.toString("latin1");
  const pieces: Buffer[] = [];
  const variables = new Map<string, string>();
  let end = 0;
  for (const directive of text.matchAll(pageDirective)) {
    const [whole, path, variable = "", value = ""] = directive;
    pieces.push(page.subarray(end, directive.index));
    if (path === undefined) variables.set(variable, value);
    else pieces.push(withVariables(await read(path), variables));
    end = directive.index + whole.length;
  }
  return end === 0 ? page : Buffer.concat([...pieces, page.subarray(end)]);
}

function withVariables(part: Buffer | null, variables: ReadonlyMap<string, string>): Buffer {
  if (part === null) return missing;
  const shown = (_: string, name: string): string => variables.get(name) ?? "(none)";
  return Buffer.from(part.toString("latin1").replace(echoDirective, shown), "latin1");
}
