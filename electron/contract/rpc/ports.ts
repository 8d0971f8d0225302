import type { Wire } from "./wire.ts";

/** Names of the messages that transfer ports to the engine process. */
export const enginePorts = { host: "hitofude:host-port", renderer: "hitofude:renderer-port" } as const;

/** Names of the messages that transfer ports to the page. */
export const pagePorts = {
  ready: "hitofude:ready",
  ports: "hitofude:ports",
  engine: "hitofude:engine-port",
  /**
   * Name of the message that the page sends when the author has dropped files to import.
   * The page sends `File` objects, and the preload script sends their paths to main.
   */
  exports: "hitofude:exports",
} as const;

/** A message port with the method `on`, as in Electron's main and utility processes. */
export interface EmittingPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { data: unknown; ports?: EmittingPort[] }) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** Wraps a message port as a `Wire`, and starts the port immediately. */
export function portWire(port: EmittingPort): Wire {
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
