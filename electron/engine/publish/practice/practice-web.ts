import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { systemCode } from "#contract/file-retries.ts";
import { respond } from "./practice-pages.ts";

export interface PracticeWeb {
  readonly port: number;
  close(): Promise<void>;
}

export interface PracticeWebOptions {
  /** Folder that contains the site. */
  readonly root: string;
  /** Preferred port. If this port is taken, another one is used. */
  readonly port: number;
  /** Id of the site. The practice site of each blog has a different id. */
  readonly site: string;
}

/** Header with the id of the site. By this header, a process notices that another one serves the site. */
const siteHeader = "X-Practice-Site";

/**
 * Serves a folder over HTTP on loopback.
 * If another process already serves the site, returns the port of the other process.
 */
export async function startPracticeWeb({ root, port, site }: PracticeWebOptions): Promise<PracticeWeb> {
  const server = createServer((asked, response) => {
    response.setHeader(siteHeader, site);
    void respond(root, asked, response);
  });
  const listen = (wanted: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(wanted, "127.0.0.1", () => {
        server.off("error", reject);
        resolve();
      });
    });
  try {
    await listen(port);
  } catch (error) {
    if (systemCode(error) === "EADDRINUSE" && (await siteAt(port)) === site) {
      return { port, close: () => Promise.resolve() };
    }
    await listen(0);
  }
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Time limit for the response of a server that already uses the port, in milliseconds. */
const timeoutMs = 1000;

/** Returns the id of the practice site that a local port serves, or undefined for another server. */
function siteAt(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const asking = request({ host: "127.0.0.1", port, method: "HEAD", timeout: timeoutMs }, (answer) => {
      answer.resume();
      resolve(answer.headers[siteHeader.toLowerCase()]?.toString());
    });
    asking.on("timeout", () => asking.destroy());
    asking.on("error", () => resolve(undefined));
    asking.end();
  });
}
