import type { Wire } from "#contract/wire.ts";

/** Electron's message port as a utility process sees it; described here, because the engine does not know electron. */
export interface UtilityPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { data: unknown }) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** `process.parentPort` of a utility process. */
export interface ParentPort {
  on(event: "message", listener: (event: { data: { type?: string }; ports: UtilityPort[] }) => void): unknown;
}

/** A port of the utility process as a wire; starts the port at once. */
export function portWire(port: UtilityPort): Wire {
  const wire: Wire = {
    send: (message) => port.postMessage(message),
    onMessage: (handler) => {
      port.on("message", (event) => handler(event.data));
    },
    onClose: (handler) => {
      port.on("close", handler);
    },
    close: () => port.close(),
  };
  port.start();
  return wire;
}
