import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { systemCode } from "#contract/file-retries.ts";
import { directFetch, type WebFetch, type WebRequest } from "../base/web-fetch.ts";
import { serverText } from "../base/server-data.ts";
import { publicUrl } from "../run/verify-web.ts";

const timeoutMs = 10_000;

/** Maximum number of bytes read from a response. The test file has fewer bytes. */
const maxBytes = 4096;

export interface WebProbe {
  readonly siteUrl: string;
  /** The site's URL should lead to this folder on the server. */
  readonly directory: string;
  /** Name of the test file in the folder. The content of the file is `text`. */
  readonly name: string;
  readonly text: string;
  readonly signal?: CancelSignal | undefined;
  readonly web?: WebFetch | undefined;
}

/** Fetches the test file over the web. Returns a problem, or null if the content is right. */
export async function probeWeb({
  siteUrl,
  directory,
  name,
  text,
  signal,
  web,
}: WebProbe): Promise<AppError | null> {
  if (!/^https?:/i.test(siteUrl) || !URL.canParse(siteUrl)) {
    return new AppError("test.addressInvalid", { url: siteUrl });
  }
  try {
    const answer = await fetchTestFile(siteUrl, name, { signal, web });
    return answer.text === text ? null : explainAnswer(answer.status, siteUrl, directory);
  } catch (error) {
    if (signal?.aborted) throw new AppError("call.cancelled");
    return explainSilence(error, siteUrl);
  }
}

/**
 * Fetches a test file over the web. `headers` may contain a password.
 * `text` is the start of the content, or null for an error status.
 */
export async function fetchTestFile(
  siteUrl: string,
  name: string,
  {
    signal,
    web = directFetch,
    headers,
  }: Pick<WebProbe, "signal" | "web"> & { readonly headers?: WebRequest["headers"] | undefined },
): Promise<{ readonly status: number; readonly text: string | null }> {
  const url = publicUrl(siteUrl, name);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(new Error("no answer")), timeoutMs);
  const cancelled = (): void => stop.abort(new AppError("call.cancelled"));
  signal?.addEventListener("abort", cancelled);
  try {
    const response = await web(url, { signal: stop.signal, ...(headers ? { headers } : {}) });
    const text = response.ok ? await beginOf(response) : null;
    await response.body?.cancel().catch(() => undefined);
    return { status: response.status, text };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", cancelled);
  }
}

/** Reads only the beginning of a response, because a generated page may never end. */
async function beginOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  while (reader && size <= maxBytes) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
  }
  reader?.releaseLock();
  return Buffer.concat(parts).toString("utf8");
}

function explainAnswer(status: number, url: string, directory: string): AppError {
  if (status === 401) return new AppError("test.webLocked", { url });
  if (status === 403) return new AppError("test.webForbidden", { url });
  // These HTTP statuses mean that the web server shows a different folder, or one page for every path.
  if (status === 404 || status === 410 || status < 300) {
    return new AppError("test.webElsewhere", { url, directory });
  }
  return new AppError("test.webStatus", { url, status });
}

function explainSilence(error: unknown, url: string): AppError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = systemCode(cause);
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return new AppError("test.webNameUnknown", { url, host: new URL(url).hostname }, error);
  }
  const reason = code || (cause instanceof Error ? cause.message : String(cause));
  return new AppError("test.webUnreachable", { url, reason: serverText(reason) }, error);
}
