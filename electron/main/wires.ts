import type { MessagePortMain } from "electron";
import type { Wire } from "#contract/wire.ts";

/** Electron's message port as a wire; starts the port at once. */
export function portWire(port: MessagePortMain): Wire {
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
