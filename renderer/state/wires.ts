import type { Wire } from "#contract/rpc/wire.ts";

/**
 * Wraps a message port of the browser as a `Wire`. Messages that arrive before the first handler is added are
 * kept for it.
 */
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
