import type { Client } from "ssh2";

/** Takes the place of ssh2's packet writer: discards every packet instead of throwing. */
const silence = {
  allocStart: 0,
  allocStartKEX: 0,
  alloc: (length: number) => Buffer.alloc(length),
  finalize: (packet: Uint8Array) => packet,
  cleanup: () => undefined,
};

/**
 * Keeps ssh2 from throwing after a connection has ended. ssh2 frees its compressor when the socket ends, and
 * throws when its channels send something afterwards; nothing could catch that, and the process would exit.
 * Call it before other listeners are added. If ssh2's internals differ, it does nothing.
 */
export function silenceAfterEnd(client: Client): void {
  const silenceNow = (): void => {
    const protocol: unknown = Reflect.get(client, "_protocol");
    const packets: unknown = isObject(protocol) ? Reflect.get(protocol, "_packetRW") : null;
    // When this event comes, ssh2 has cleaned up and sends nothing more: packets can be discarded.
    if (isObject(packets)) Reflect.set(packets, "write", silence);
  };
  client.on("end", silenceNow);
  client.on("close", silenceNow);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
