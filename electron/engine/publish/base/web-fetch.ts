import type { Client } from "#contract/rpc/definition.ts";
import type { HostContract } from "#contract/host-contract.ts";

/** Fetches a URL of the public web, like `fetch`. */
export type WebFetch = (url: string, init?: WebRequest) => Promise<Response>;

export interface WebRequest {
  readonly method?: "GET" | "POST";
  readonly body?: URLSearchParams;
  readonly signal?: AbortSignal;
  readonly headers?: { readonly authorization: string };
}

/** Fetches without a cache, and without the system's proxies and certificates. */
export const directFetch: WebFetch = (url, init) => fetch(url, { ...init, cache: "no-store" });

/** Returns a `WebFetch` that fetches in the main process. It uses the system's certificates and proxies. */
export function fetchByHost(host: Pick<Client<HostContract>, "call">): WebFetch {
  return async (url, { method = "GET", body, signal, headers } = {}) => {
    const request = {
      url,
      method,
      form: body?.toString() ?? null,
      authorization: headers?.authorization ?? null,
    };
    const answer = await host.call("web.fetch", request, signal).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw error;
    });
    signal?.throwIfAborted();
    if ("reason" in answer)
      throw new Error("fetch failed", {
        cause: Object.assign(new Error(answer.reason), { code: answer.code }),
      });
    return new Response(hasNoBody(answer.status) ? null : Uint8Array.from(answer.body), {
      status: answer.status,
    });
  };
}

/** Whether a response with this status has no body. `Response` throws if such a response gets a body. */
function hasNoBody(status: number): boolean {
  return [204, 205, 304].includes(status);
}

/** Addresses of this computer. Requests must reach these addresses without a proxy. */
const ownAddresses = "127.0.0.1,localhost,::1";

/**
 * Returns a `WebFetch` for the command line. It uses the system's certificates and proxy variables.
 * Node reads the system's certificates since version 24.5, and supports proxies since version 24.14.
 */
export function fetchByEnvironment(): WebFetch {
  let prepared: Promise<void> | undefined;
  return async (url, init) => {
    prepared ??= setUpNetwork();
    await prepared;
    return directFetch(url, init);
  };
}

/** The functions of Node's modules that older versions of Node lack. */
interface NewerNode {
  readonly setGlobalProxyFromEnv?: (env: Record<string, string | undefined>) => unknown;
  readonly setDefaultCACertificates?: (certificates: readonly string[]) => void;
  readonly getCACertificates?: (kind: "default" | "system") => string[];
}

async function setUpNetwork(): Promise<void> {
  // `node:http` is loaded only here, because loading Node's HTTP client takes about 30 ms.
  const [http, tls] = await Promise.all([import("node:http"), import("node:tls")]);
  const { setGlobalProxyFromEnv }: NewerNode = http;
  const { setDefaultCACertificates, getCACertificates }: NewerNode = tls;
  if (setDefaultCACertificates && getCACertificates) {
    setDefaultCACertificates([...getCACertificates("default"), ...getCACertificates("system")]);
  }
  const { env } = process;
  const without = env.no_proxy || env.NO_PROXY;
  setGlobalProxyFromEnv?.({ ...env, no_proxy: without ? `${without},${ownAddresses}` : ownAddresses });
}
