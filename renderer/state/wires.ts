import type { Wire } from "#contract/rpc/wire.ts";

/** A browser's message port as a wire; messages are queued until the first handler is added. */
export function portWire(port: MessagePort): Wire {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (handler) => {
      port.addEventListener("message", (event) => handler(event.data));
      port.start();
    },
    onClose: (handler) => port.addEventListener("close", handler),
    close: () => port.close(),
  };
}
