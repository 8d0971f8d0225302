import { createSocket } from "node:dgram";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import type { ElectronApplication } from "@playwright/test";

/** A server on this computer that records connections. The program should never connect to it. */
export interface NetCanary {
  /** Host and port, such as `127.0.0.1:40123`. */
  readonly host: string;
  /**
   * Returns the connections since the last call of this function.
   * A connection is listed as the beginning of its request, or as "connection" if nothing was sent.
   */
  reached(): string[];
  close(): Promise<void>;
}

/**
 * Starts a server that records each connection. It answers with a page, and offers a file to download.
 */
export async function startNetCanary(): Promise<NetCanary> {
  const noted: string[] = [];
  const web = createHttpServer((request, answer) => {
    noted.push(`${request.method} ${request.url}`);
    answer.setHeader("Access-Control-Allow-Origin", "*");
    if (request.url?.includes("download")) answer.setHeader("Content-Disposition", "attachment");
    answer.end("<title>reached</title>");
  });
  const server = createServer((socket) => {
    noted.push("connection");
    socket.on("error", () => undefined);
    web.emit("connection", socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const packets = createSocket("udp4", () => noted.push("packet"));
  await new Promise<void>((resolve) => packets.bind(port, "127.0.0.1", resolve));
  return {
    host: `127.0.0.1:${port}`,
    reached: () => noted.splice(0),
    close: async () => {
      packets.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Returns the URLs of downloads that the program has begun after the call of `watchDownloads`. */
export async function watchDownloads(
  app: ElectronApplication,
  folder: string,
): Promise<() => Promise<string[]>> {
  await app.evaluate(({ app: electron, session }, path) => {
    electron.setPath("downloads", path);
    Reflect.set(globalThis, "downloads", []);
    const note = (_event: unknown, item: Electron.DownloadItem): void => {
      // Downloads start without a dialog, as a hostile page could start them
      item.setSavePath(`${path}/${item.getFilename() || "unnamed"}`);
      Reflect.get(globalThis, "downloads").push(item.getURL());
    };
    session.defaultSession.on("will-download", note);
    electron.on("session-created", (created) => created.on("will-download", note));
  }, folder);
  return () => app.evaluate(() => [...Reflect.get(globalThis, "downloads")].map(String));
}
