import type { Client } from "ssh2";

/** In the place of what makes packets: nothing is made of anything, and nobody is told that it cannot be sent. */
const silence = {
  allocStart: 0,
  allocStartKEX: 0,
  alloc: (length: number) => Buffer.alloc(length),
  finalize: (packet: Uint8Array) => packet,
  cleanup: () => undefined,
};

/**
 * Lets a connection that has ended be silent. ssh2 frees its compression with the end of the socket, and throws then at whatever its channels
 * still say of themselves: a larger window, an end, a close, which they do in turns of the event loop where nobody can catch it and the process
 * ends with it. To be called before anybody else listens; where ssh2 is built in another way, nothing is changed.
 */
export function silenceAfterEnd(client: Client): void {
  const silenceNow = (): void => {
    const protocol: unknown = Reflect.get(client, "_protocol");
    const packets: unknown = isObject(protocol) ? Reflect.get(protocol, "_packetRW") : null;
    // ssh2 has cleared up when it tells of the end: its cipher takes packets and drops them.
    if (isObject(packets)) Reflect.set(packets, "write", silence);
  };
  client.on("end", silenceNow);
  client.on("close", silenceNow);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
