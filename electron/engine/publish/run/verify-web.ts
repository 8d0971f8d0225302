import { createHash } from "node:crypto";
import type { PublishResult } from "#contract/types/publish-run-types.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";

/** Maximum number of pages to fetch: a small sample shows whether readers get what was published. */
const pages = 3;
const patienceMs = 5000;

type Note = PublishResult["notes"][number];

/** Returns the public URL of a file from its path in the site. */
export function publicUrl(siteUrl: string, path: string): string {
  const base = siteUrl.endsWith("/") ? siteUrl : `${siteUrl}/`;
  return new URL(path.split("/").map(encodeURIComponent).join("/"), base).href;
}

/**
 * Fetches some changed pages and one feed as a reader would. If their contents differ from the published
 * files, only adds a note, since there may be a legitimate cause: a cache, a CDN, or server-side includes.
 */
export async function verifyOverWeb(
  siteUrl: string,
  changed: readonly OutputFile[],
  signal?: CancelSignal,
): Promise<Note[]> {
  if (!URL.canParse(siteUrl)) return [];
  const sample = [
    ...changed.filter((file) => file.group === "page").slice(0, pages),
    ...changed.filter((file) => file.group === "feed").slice(0, 1),
  ];
  const notes: Note[] = [];
  for (const file of sample) {
    if (signal?.aborted) break;
    const note = await verifyOne(publicUrl(siteUrl, file.path), file);
    if (note) notes.push(note);
    // If one page cannot be reached, the others probably cannot either.
    if (note?.code === "verify.unreachable") break;
  }
  return notes;
}

async function verifyOne(url: string, file: OutputFile): Promise<Note | null> {
  try {
    const response = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(patienceMs) });
    if (response.ok && (await hashBody(response, file.size)) === file.sha256) return null;
    await response.body?.cancel();
    return { code: "verify.differs", values: { url, status: response.status } };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { code: "verify.unreachable", values: { url, reason } };
  }
}

/**
 * Returns the SHA-256 of a response. If the response is longer than `size` bytes, returns null and does not
 * read the rest.
 */
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
