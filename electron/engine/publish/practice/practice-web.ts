import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { systemCode } from "#engine/base/file-errors.ts";
import { respond } from "./practice-pages.ts";

export interface PracticeWeb {
  readonly port: number;
  close(): Promise<void>;
}

export interface PracticeWebOptions {
  /** Folder with the site. */
  readonly root: string;
  /** Preferred port, so that the site keeps its address. */
  readonly port: number;
  /** Identifies the site among those of all blogs. */
  readonly site: string;
}

/** Header by which a web server of a practice site recognizes another one of the same site. */
const siteHeader = "X-Practice-Site";

/**
 * Serves a folder over HTTP on loopback. When another process of the program already serves the same site,
 * its address is used and nothing is started.
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

/** How long the process that uses our port may take to identify itself. */
const patienceMs = 1000;

/** Returns the practice site at a local port; undefined when it is something else. */
function siteAt(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const asking = request({ host: "127.0.0.1", port, method: "HEAD", timeout: patienceMs }, (answer) => {
      answer.resume();
      resolve(answer.headers[siteHeader.toLowerCase()]?.toString());
    });
    asking.on("timeout", () => asking.destroy());
    asking.on("error", () => resolve(undefined));
    asking.end();
  });
}
