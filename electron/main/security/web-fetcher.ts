import { messageOf } from "#contract/errors.ts";
import { type Session, session } from "electron";

/** A request of the engine. */
export interface WebRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  /** Fields of a form, URL-encoded, or null for a request without a body. */
  readonly form: string | null;
  /** Value of the header `Authorization`, or null for a request without this header. */
  readonly authorization: string | null;
}

/** The response, or the reason for a missing response. */
export type WebAnswer =
  | { readonly status: number; readonly body: Uint8Array<ArrayBuffer> }
  | { readonly code: string; readonly reason: string };

/** Maximum number of bytes that are read from a response. Published pages and feeds are smaller. */
const mostBytes = 64 * 2 ** 20;

/** The part of Electron's `Session` that fetches. */
export type WebSession = Pick<Session, "fetch" | "resolveProxy">;

/**
 * Makes the session for the engine's requests. It uses the system's proxies, but no cookies and no cache.
 * The sessions of windows and previews have no network access at all (see `guards.ts`).
 */
function openWebSession(): WebSession {
  const web = session.fromPartition("web", { cache: false });
  web.setProxy({ mode: "system" }).catch((error: unknown) => console.error(error));
  web.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !/^https?:/i.test(url) }));
  return web;
}

/** Fetches public URLs for the engine. */
export class WebFetcher {
  readonly #open: () => WebSession;
  #session: WebSession | undefined;

  constructor(open: () => WebSession = openWebSession) {
    this.#open = open;
  }

  /** Returns the HTTP proxy that the system has set for a URL. Null means a direct connection. */
  async proxyOf(url: string): Promise<string | null> {
    this.#session ??= this.#open();
    const [first = ""] = (await this.#session.resolveProxy(url)).split(";");
    const host = /^\s*(?:PROXY|HTTP)\s+(\S+)/i.exec(first)?.[1];
    return host === undefined ? null : `http://${host}`;
  }

  async fetch({ url, method, form, authorization }: WebRequest, signal: AbortSignal): Promise<WebAnswer> {
    this.#session ??= this.#open();
    try {
      const response = await this.#session.fetch(url, {
        method,
        signal,
        cache: "no-store",
        credentials: "omit",
        ...(form === null ? {} : { body: new URLSearchParams(form) }),
        ...(authorization === null ? {} : { headers: { authorization } }),
      });
      return { status: response.status, body: await beginningOf(response) };
    } catch (error) {
      const reason = messageOf(error);
      return { code: reason.includes("ERR_NAME_NOT_RESOLVED") ? "ENOTFOUND" : "", reason };
    }
  }
}

async function beginningOf(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    parts.push(next.value);
    size += next.value.length;
    if (size > mostBytes) {
      await reader?.cancel();
      break;
    }
  }
  return Uint8Array.from(Buffer.concat(parts));
}
