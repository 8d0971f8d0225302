import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { messageOf } from "#contract/errors.ts";
import { encodedPath } from "#contract/text/percent-encoding.ts";
import type { PublishResult } from "#contract/types/publish-run-types.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { directFetch, type WebFetch } from "../base/web-fetch.ts";
import { sharePart, withShareLinks } from "#engine/site/template-data/include-directives.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";

/** Maximum number of pages to fetch. A few pages show whether readers get the published files. */
const pages = 3;
const timeoutMs = 5000;

/** Access to the public web after a publish. */
export interface WebAccess {
  readonly signal?: CancelSignal | undefined;
  /** Fetches from the public web. Default: a fetch without the system's proxies and certificates. */
  readonly web?: WebFetch | undefined;
}

type Note = PublishResult["notes"][number];

/** Returns the public URL of a file from its path in the site. */
export function publicUrl(siteUrl: string, path: string): string {
  const base = siteUrl.endsWith("/") ? siteUrl : `${siteUrl}/`;
  return new URL(encodedPath(path), base).href;
}

/**
 * Fetches some changed pages, one feed and the front page over the web.
 * Returns notes about pages that differ, cannot be reached, or lack the protection of a password.
 */
export async function verifyOverWeb(
  siteUrl: string,
  changed: readonly OutputFile[],
  files: readonly OutputFile[],
  { signal, web = directFetch }: WebAccess = {},
): Promise<Note[]> {
  if (!URL.canParse(siteUrl)) return [];
  const folders = protectedFolders(files);
  const sample = [
    ...changed.filter((file) => file.group === "page").slice(0, pages),
    ...changed.filter((file) => file.group === "feed").slice(0, 1),
    // Always checks the front page, because the web server may show a different folder.
    ...files.filter(({ path }) => path === "index.html"),
    // Also checks the pages that list the posts of protected sections.
    ...files.filter(({ path }) => folders.some((folder) => path === `${folder}index.html`)).slice(0, pages),
  ];
  const notes: Note[] = [];
  for (const file of new Map(sample.map((file) => [file.path, file])).values()) {
    if (signal?.aborted) break;
    const note = await verifyOne(publicUrl(siteUrl, file.path), file, { files, folders, web });
    // Keeps only the first note of each kind, but all notes about pages that lack protection.
    const isNew = note?.code === "verify.notProtected" || !notes.some(({ code }) => code === note?.code);
    if (note && isNew) notes.push(note);
    // Stops, because the other pages probably cannot be reached either.
    if (note?.code === "verify.unreachable") break;
  }
  return notes;
}

interface VerifiedSite {
  readonly files: readonly OutputFile[];
  /** Folders that the server protects with a password. Each path ends with a slash. */
  readonly folders: readonly string[];
  readonly web: WebFetch;
}

function protectedFolders(files: readonly OutputFile[]): string[] {
  return files.flatMap(({ path }) => (/^.+\/(?=\.htpasswd$)/.exec(path) ?? []) as readonly string[]);
}

/** Returns a note if a page can be read without the password that should protect the page. */
async function verifyProtection(url: string, web: WebFetch): Promise<Note | null> {
  const response = await web(url, { signal: AbortSignal.timeout(timeoutMs) });
  await response.body?.cancel();
  return response.ok ? { code: "verify.notProtected", values: { url } } : null;
}

async function verifyOne(
  url: string,
  file: OutputFile,
  { files, folders, web }: VerifiedSite,
): Promise<Note | null> {
  try {
    if (folders.some((folder) => file.path.startsWith(folder))) return await verifyProtection(url, web);
    const expected = await servedAs(file, files);
    const response = await web(url, { signal: AbortSignal.timeout(timeoutMs) });
    const hash = response.ok ? await hashBody(response, Math.max(expected.size, file.size)) : null;
    if (hash === expected.sha256) return null;
    await response.body?.cancel();
    // If the page still contains its include directives, the server does not insert the shared parts.
    const isRaw = hash === file.sha256;
    const differs = isRaw ? "verify.notIncluded" : "verify.differs";
    return {
      code: response.ok ? differs : "verify.noPage",
      values: { url, status: response.status },
    };
  } catch (error) {
    const reason = messageOf(error);
    return { code: "verify.unreachable", values: { url, reason } };
  }
}

/** Returns the size and SHA-256 of a page after the server has replaced the page's include directives. */
async function servedAs(
  file: OutputFile,
  files: readonly OutputFile[],
): Promise<Pick<OutputFile, "size" | "sha256">> {
  const parts = new Map<string, Buffer>();
  for (const { path, location } of file.path.endsWith(".html") ? files : []) {
    if (/^parts\/[^/]+\.html$/.test(path)) parts.set(path, await readFile(location));
  }
  if (parts.size === 0) return file;
  const bytes = await readFile(file.location);
  const page = bytes.toString("latin1");
  const part = (name: string): string | undefined => parts.get(`parts/${name}.html`)?.toString("latin1");
  const whole = withShareLinks(page, part(sharePart) ?? "").replace(
    directive,
    (text, ssi: string | undefined, php: string | undefined) => part(ssi ?? php ?? "") ?? text,
  );
  if (whole === page) return file;
  return { size: whole.length, sha256: createHash("sha256").update(whole, "latin1").digest("hex") };
}

/** Matches a directive of `site/template-data/include-directives.ts`. PHP omits the line end after `?>`. */
const directive =
  /<!--#include virtual="[^"]*\/parts\/([\w-]+)\.html" -->|<\?php readfile\(__DIR__ \. '\/[^']*parts\/([\w-]+)\.html'\); \?>\n?/g;

/** Returns the SHA-256 of a response, or null if the response is longer than `size` bytes. */
async function hashBody(response: Response, size: number): Promise<string | null> {
  const hash = createHash("sha256");
  let length = 0;
  for await (const bytes of response.body ?? []) {
    length += bytes.length;
    if (length > size) return null;
    hash.update(bytes);
  }
  return hash.digest("hex");
}
