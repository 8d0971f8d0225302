import { connect, createServer, type Socket } from "node:net";

/** Passes TCP connections on, and cuts them on request. */
export interface TcpProxy {
  readonly port: number;
  /** Number of bytes from clients since the start. */
  readonly sent: number;
  /** Cuts every connection after this number of further bytes from clients; these bytes are passed on. */
  cutAfter(bytes: number): void;
  /**
   * Passes nothing on after this number of further bytes from clients.
   * The connections stay open without data.
   */
  holdAfter(bytes: number): void;
  /** Passes connections on again. */
  mend(): void;
  stop(): Promise<void>;
}

/** Starts a proxy on loopback. `reset`: cuts with RST instead of FIN. */
export async function startTcpProxy(targetPort: number, reset = true): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let sent = 0;
  let cutAt = Number.POSITIVE_INFINITY;
  let holds = false;
  const cut = (): void => {
    for (const socket of sockets) reset ? socket.resetAndDestroy() : socket.destroy();
  };
  const server = createServer((client) => {
    if (sent >= cutAt) return void client.destroy();
    const upstream = connect(targetPort, "127.0.0.1");
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
      socket.on("close", () => sockets.delete(socket));
    }
    client.on("data", (data) => {
      const room = cutAt - sent;
      const part = data.subarray(0, Math.min(data.length, room));
      sent += part.length;
      // The bytes that are passed on reach the server before the cut.
      upstream.write(part, () => {
        if (sent >= cutAt && !holds) cut();
      });
    });
    upstream.on("data", (data) => client.write(data));
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    get sent() {
      return sent;
    },
    cutAfter: (bytes) => {
      holds = false;
      cutAt = sent + bytes;
    },
    holdAfter: (bytes) => {
      holds = true;
      cutAt = sent + bytes;
    },
    mend: () => {
      cutAt = Number.POSITIVE_INFINITY;
    },
    stop: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
