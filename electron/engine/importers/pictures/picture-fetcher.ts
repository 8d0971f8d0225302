import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { messageOf } from "#contract/errors.ts";
import { PinnedHosts, PrivateAddressError } from "./public-address.ts";

/** Returns the URL of the HTTP proxy for an address, or null for a direct connection. */
export type ProxyOf = (url: string) => Promise<string | null>;

export interface PictureFetcherOptions {
  /**
   * Hosts and ports from which the author has allowed downloads. Redirects to other hosts fail.
   * `public` stands for all hosts on the public internet.
   */
  readonly hosts: ReadonlySet<string> | "public";
  /** The accepted types of content, in the syntax of the HTTP header `Accept`. Default: images. */
  readonly accept?: string;
  readonly proxyOf?: ProxyOf | undefined;
  readonly pinned?: PinnedHosts | undefined;
}

/** Returns the HTTP proxies in the environment variables `http_proxy`, `https_proxy` and `no_proxy`. */
export function proxyByEnvironment(): ProxyOf {
  const setting = (name: string): string => process.env[name] || process.env[name.toUpperCase()] || "";
  const direct = setting("no_proxy")
    .split(",")
    .map((host) =>
      host
        .trim()
        .replace(/^\*?\./, "")
        .toLowerCase(),
    )
    .filter((host) => host !== "");
  return async (url) => {
    const { protocol, hostname } = new URL(url);
    if (direct.some((host) => host === "*" || hostname === host || hostname.endsWith(`.${host}`)))
      return null;
    const proxy = setting(protocol === "https:" ? "https_proxy" : "http_proxy");
    if (proxy === "") return null;
    return /^https?:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
  };
}

/** Why a picture could not be fetched. The locales have a text for each reason. */
export type PictureFault = "gone" | "unreachable" | "private" | "elsewhere" | "tooLarge" | "noPicture";

/** The error for a picture that could not be fetched. */
export class PictureError extends Error {
  readonly fault: PictureFault;

  constructor(fault: PictureFault, reason: string) {
    super(reason);
    this.fault = fault;
  }
}

const mostRedirects = 5;
const mostBytes = 40 * 2 ** 20;
/** A server that sends nothing for this number of milliseconds counts as unreachable. */
const timeoutMs = 30_000;

interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  readonly bytes: Buffer;
}

/** Fetches pictures and pages, but only from hosts that the author has allowed on the public internet. */
export class PictureFetcher {
  readonly #hosts: ReadonlySet<string> | "public";
  readonly #headers: Readonly<Record<string, string>>;
  readonly #proxyOf: ProxyOf;
  readonly #pinned: PinnedHosts;

  constructor({
    hosts,
    accept = "image/*",
    proxyOf = async () => null,
    pinned = new PinnedHosts(),
  }: PictureFetcherOptions) {
    this.#hosts = hosts;
    this.#headers = { "user-agent": "Hitofude", accept };
    this.#proxyOf = proxyOf;
    this.#pinned = pinned;
  }

  /** Returns the bytes at an address. Rejects with a `PictureError`, or if `signal` is aborted. */
  async fetch(address: string, signal: AbortSignal): Promise<Buffer> {
    let url = address;
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      if (!URL.canParse(url)) throw new PictureError("gone", "no address");
      const target = new URL(url);
      const isAllowed = this.#hosts === "public" || this.#hosts.has(target.host);
      if (!isAllowed || !/^https?:$/.test(target.protocol)) throw new PictureError("elsewhere", target.host);
      const { status, location, bytes } = await this.#get(target, signal);
      if (status >= 300 && status < 400 && location !== undefined && URL.canParse(location, url)) {
        url = new URL(location, url).href;
        continue;
      }
      if (status !== 200) throw new PictureError("gone", `HTTP ${status}`);
      return bytes;
    }
    throw new PictureError("gone", "too many redirects");
  }

  async #get(url: URL, signal: AbortSignal): Promise<Answer> {
    try {
      const proxy = await this.#proxyOf(url.href);
      return await (proxy === null ? this.#direct(url, signal) : this.#byProxy(url, new URL(proxy), signal));
    } catch (error) {
      if (signal.aborted || error instanceof PictureError) throw error;
      if (error instanceof PrivateAddressError) throw new PictureError("private", error.message);
      throw new PictureError("unreachable", messageOf(error));
    }
  }

  async #direct(url: URL, signal: AbortSignal): Promise<Answer> {
    const address = await this.#pinned.addressOf(url.hostname);
    const family = address.includes(":") ? 6 : 4;
    const request = url.protocol === "https:" ? https.request : http.request;
    return answerOf(
      request(url, {
        signal,
        headers: this.#headers,
        agent: false,
        lookup: (_host, options, found) =>
          options.all ? found(null, [{ address, family }]) : found(null, address, family),
      }),
    );
  }

  /**
   * Fetches through a proxy, which resolves the name of the host itself.
   * Nevertheless refuses a host that this computer resolves to a private address.
   */
  async #byProxy(url: URL, proxy: URL, signal: AbortSignal): Promise<Answer> {
    await this.#pinned.addressOf(url.hostname).catch((error: unknown) => {
      if (error instanceof PrivateAddressError) throw error;
    });
    const server = { host: proxy.hostname, port: proxy.port || 80, agent: false, signal } as const;
    if (url.protocol === "http:")
      return answerOf(
        http.request({ ...server, path: url.href, headers: { ...this.#headers, host: url.host } }),
      );
    const port = url.port || "443";
    const tunnel = http.request({ ...server, method: "CONNECT", path: `${url.hostname}:${port}` });
    const socket = await new Promise<Socket>((resolve, reject) => {
      tunnel.setTimeout(timeoutMs, () => tunnel.destroy(new Error("timeout")));
      tunnel.once("error", reject);
      tunnel.once("connect", ({ statusCode }, connected) => {
        if (statusCode === 200) resolve(connected);
        else reject(new Error(`proxy: HTTP ${statusCode}`));
      });
      tunnel.end();
    });
    const createConnection = (): Socket => connectTls({ socket, servername: url.hostname });
    return answerOf(https.request(url, { signal, headers: this.#headers, agent: false, createConnection }));
  }
}

function answerOf(request: http.ClientRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.setTimeout(timeoutMs, () => request.destroy(new Error("timeout")));
    request.once("error", reject);
    request.once("response", (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on("data", (part: Buffer) => {
        size += part.length;
        parts.push(part);
        if (size > mostBytes) request.destroy(new PictureError("tooLarge", `more than ${mostBytes} bytes`));
      });
      response.once("error", reject);
      response.once("end", () => {
        if (!response.complete) return reject(new Error("the answer was cut off"));
        const { statusCode = 0 } = response;
        resolve({ status: statusCode, location: response.headers.location, bytes: Buffer.concat(parts) });
      });
    });
    request.end();
  });
}
