import { createSocket } from "node:dgram";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import type { ElectronApplication } from "@playwright/test";

/** A server on this computer to which nothing should connect. */
export interface NetCanary {
  /** Host, such as `127.0.0.1:40123`. */
  readonly host: string;
  /**
   * Returns the connections since the last call.
   * Each is the beginning of a request, or "connection" if nothing was sent.
   */
  reached(): string[];
  close(): Promise<void>;
}

/**
 * Starts a server that records the beginning of each connection, and answers with a page and a file to store.
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

/** Returns the URLs of downloads that the program began. Call it after `watchDownloads`. */
export async function watchDownloads(
  app: ElectronApplication,
  folder: string,
): Promise<() => Promise<string[]>> {
  await app.evaluate(({ app: electron, session }, path) => {
    electron.setPath("downloads", path);
    Reflect.set(globalThis, "downloads", []);
    const note = (_event: unknown, item: Electron.DownloadItem): void => {
      // Without a dialog, as in a hostile page
      item.setSavePath(`${path}/${item.getFilename() || "unnamed"}`);
      Reflect.get(globalThis, "downloads").push(item.getURL());
    };
    session.defaultSession.on("will-download", note);
    electron.on("session-created", (created) => created.on("will-download", note));
  }, folder);
  return () => app.evaluate(() => [...Reflect.get(globalThis, "downloads")].map(String));
}
