import type { Client } from "ssh2";

/** Replaces ssh2's packet writer: discards everything instead of throwing. */
const silence = {
  allocStart: 0,
  allocStartKEX: 0,
  alloc: (length: number) => Buffer.alloc(length),
  finalize: (packet: Uint8Array) => packet,
  cleanup: () => undefined,
};

/**
 * Prevents ssh2 from throwing after a connection has ended. When the socket ends, ssh2 frees its compressor,
 * and then throws when its channels still send a window update, end or close, in event loop turns where
 * nothing can catch it, so that the process would exit. Call it before other listeners are added; if ssh2's
 * internals differ, it does nothing.
 */
export function silenceAfterEnd(client: Client): void {
  const silenceNow = (): void => {
    const protocol: unknown = Reflect.get(client, "_protocol");
    const packets: unknown = isObject(protocol) ? Reflect.get(protocol, "_packetRW") : null;
    // ssh2 has cleaned up before this event: its cipher accepts packets and drops them.
    if (isObject(packets)) Reflect.set(packets, "write", silence);
  };
  client.on("end", silenceNow);
  client.on("close", silenceNow);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
