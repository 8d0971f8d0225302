import { connect, createServer, type Socket } from "node:net";

/** A line that takes its time: whatever goes through arrives half a round trip later, in both directions. */
export interface SlowLine {
  readonly port: number;
  stop(): Promise<void>;
}

/** Opens a line on loopback to another port there. Only time is added; how much may be under way is not limited. */
export async function openSlowLine(targetPort: number, roundTripMs: number): Promise<SlowLine> {
  const sockets = new Set<Socket>();
  const carry = (from: Socket, to: Socket): void => {
    sockets.add(from.setNoDelay(true));
    from.on("data", (data) => setTimeout(() => to.write(data), roundTripMs / 2));
    from.on("end", () => setTimeout(() => to.end(), roundTripMs / 2));
    from.on("error", () => to.destroy());
    from.on("close", () => sockets.delete(from));
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ port: targetPort, host: "127.0.0.1", allowHalfOpen: true });
    carry(client, upstream);
    carry(upstream, client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
