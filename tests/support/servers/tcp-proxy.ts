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
  /**
   * Passes on this number of further bytes from clients, and then reads nothing, as if the network were lost.
   * All connections stay open, and new ones are accepted. None of them ever gets an answer.
   */
  swallowAfter(bytes: number): void;
  /** Passes on nothing more in either direction. New connections are accepted, and get no answer either. */
  silence(): void;
  /** Passes connections on again after `cutAfter` or `holdAfter`, and new connections after `swallowAfter`. */
  mend(): void;
  stop(): Promise<void>;
}

/** The places at which a proxy listens: a loopback address, and the ports of a server on 127.0.0.1. */
interface ListenAt {
  readonly host: string;
  readonly ports: readonly number[];
}

/** Starts a proxy on loopback. With `reset`, it cuts connections with RST instead of FIN. */
export async function startTcpProxy(targetPort: number, reset = true): Promise<TcpProxy> {
  return listen([{ host: "127.0.0.1", port: 0, targetPort }], reset);
}

/** Starts a proxy on another loopback address, at the ports of the server itself. */
export async function startSamePortsProxy({ host, ports }: ListenAt): Promise<TcpProxy> {
  return listen(
    ports.map((port) => ({ host, port, targetPort: port })),
    true,
  );
}

interface Place {
  readonly host: string;
  readonly port: number;
  readonly targetPort: number;
}

async function listen(places: readonly Place[], reset: boolean): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let sent = 0;
  let cutAt = Number.POSITIVE_INFINITY;
  let holds = false;
  let swallows = false;
  let isSilent = false;
  const cut = (): void => {
    for (const socket of sockets) reset ? socket.resetAndDestroy() : socket.destroy();
  };
  const pass = (client: Socket, targetPort: number): void => {
    if (isSilent) {
      sockets.add(client.on("error", () => undefined));
      return;
    }
    if (sent >= cutAt && !swallows) {
      client.destroy();
      return;
    }
    const upstream = connect(targetPort, "127.0.0.1");
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
      socket.on("close", () => sockets.delete(socket));
    }
    if (sent >= cutAt) {
      client.pause();
      return;
    }
    client.on("data", (data) => {
      if (isSilent) return;
      const room = cutAt - sent;
      const part = data.subarray(0, Math.min(data.length, room));
      sent += part.length;
      if (swallows && sent >= cutAt) for (const socket of sockets) socket.pause();
      // The bytes that are passed on reach the server before the cut.
      upstream.write(part, () => {
        if (sent >= cutAt && !holds) cut();
      });
    });
    upstream.on("data", (data) => void (isSilent || client.write(data)));
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  };
  const opening = places.map(async ({ host, port, targetPort }) => {
    const server = createServer((client) => pass(client, targetPort));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(port, host, resolve);
    });
    return server;
  });
  const servers = await Promise.all(opening);
  const address = servers[0]?.address() ?? null;
  if (address === null || typeof address === "string") throw new Error("no port");
  const stopAfter = (bytes: number, how: "cut" | "hold" | "swallow"): void => {
    holds = how !== "cut";
    swallows = how === "swallow";
    cutAt = sent + bytes;
  };
  return {
    port: address.port,
    get sent() {
      return sent;
    },
    cutAfter: (bytes) => stopAfter(bytes, "cut"),
    holdAfter: (bytes) => stopAfter(bytes, "hold"),
    swallowAfter: (bytes) => stopAfter(bytes, "swallow"),
    silence: () => {
      isSilent = true;
    },
    mend: () => {
      cutAt = Number.POSITIVE_INFINITY;
    },
    stop: async () => {
      cut();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
