import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { serverText } from "../base/server-text.ts";
import { publicUrl } from "../run/verify-web.ts";

const patienceMs = 10_000;

/** More than the probe is; a page that is longer is another one. */
const mostBytes = 4096;

export interface WebProbe {
  /** Public address of the site. */
  readonly siteUrl: string;
  /** Folder that the address should show. */
  readonly directory: string;
  /** Name and text of a file that lies there now. */
  readonly name: string;
  readonly text: string;
  readonly signal?: CancelSignal | undefined;
}

/** Fetches the probe as a reader would. Resolves to null when it came as it was put there, else to the reason. */
export async function probeWeb({
  siteUrl,
  directory,
  name,
  text,
  signal,
}: WebProbe): Promise<AppError | null> {
  if (!/^https?:/i.test(siteUrl) || !URL.canParse(siteUrl)) {
    return new AppError("test.addressInvalid", { url: siteUrl });
  }
  const url = publicUrl(siteUrl, name);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(new Error("no answer")), patienceMs);
  const cancelled = (): void => stop.abort(new AppError("call.cancelled"));
  signal?.addEventListener("abort", cancelled);
  try {
    const response = await fetch(url, { cache: "no-store", signal: stop.signal });
    const isSame = response.ok && (await beginOf(response)) === text;
    await response.body?.cancel().catch(() => undefined);
    return isSame ? null : explainAnswer(response.status, siteUrl, directory);
  } catch (error) {
    if (signal?.aborted) throw new AppError("call.cancelled");
    return explainSilence(error, siteUrl);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", cancelled);
  }
}

/** A page that the server makes for every address may be endless: no more is read than can be the probe. */
async function beginOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  while (reader && size <= mostBytes) {
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
  // A server that answers everything with a page of its own shows another folder, too.
  if (status === 404 || status === 410 || status < 300) {
    return new AppError("test.webElsewhere", { url, directory });
  }
  return new AppError("test.webStatus", { url, status });
}

function explainSilence(error: unknown, url: string): AppError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return new AppError("test.webNameUnknown", { url, host: new URL(url).hostname }, error);
  }
  const reason = code || (cause instanceof Error ? cause.message : String(cause));
  return new AppError("test.webUnreachable", { url, reason: serverText(reason) }, error);
}
