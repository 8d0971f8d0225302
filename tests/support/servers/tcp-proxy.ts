import { connect, createServer, type Socket } from "node:net";

/** Passes TCP connections on to a server, and cuts them on request. */
export interface TcpProxy {
  readonly port: number;
  /** Number of bytes that clients have sent since the start. */
  readonly sent: number;
  /** Passes on this number of further bytes from clients, and then cuts every connection. */
  cutAfter(bytes: number): void;
  /**
   * Passes on this number of further bytes from clients, and then no more data.
   * The connections stay open, but no data arrives.
   */
  holdAfter(bytes: number): void;
  /** Passes on nothing more in either direction. New connections are accepted, and get no answer either. */
  silence(): void;
  /** Passes connections on again, as before `cutAfter` or `holdAfter`. */
  mend(): void;
  stop(): Promise<void>;
}

/** Starts a proxy on loopback. With `reset`, it cuts connections with RST instead of FIN. */
export async function startTcpProxy(targetPort: number, reset = true): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let sent = 0;
  let cutAt = Number.POSITIVE_INFINITY;
  let holds = false;
  let isSilent = false;
  const cut = (): void => {
    for (const socket of sockets) reset ? socket.resetAndDestroy() : socket.destroy();
  };
  const server = createServer((client) => {
    if (isSilent) return void sockets.add(client.on("error", () => undefined));
    if (sent >= cutAt) return void client.destroy();
    const upstream = connect(targetPort, "127.0.0.1");
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
      socket.on("close", () => sockets.delete(socket));
    }
    client.on("data", (data) => {
      if (isSilent) return;
      const room = cutAt - sent;
      const part = data.subarray(0, Math.min(data.length, room));
      sent += part.length;
      // The bytes that are passed on reach the server before the cut.
      upstream.write(part, () => {
        if (sent >= cutAt && !holds) cut();
      });
    });
    upstream.on("data", (data) => void (isSilent || client.write(data)));
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
    silence: () => {
      isSilent = true;
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
