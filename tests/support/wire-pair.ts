import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { Wire } from "#contract/rpc/wire.ts";

/** Returns the two ends of a real message channel. Messages are copied as between two processes. */
export function wirePair(): [Wire, Wire] {
  const { port1, port2 } = new MessageChannel();
  return [portWire(port1), portWire(port2)];
}

function portWire(port: MessagePort): Wire {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (handler) => {
      port.on("message", handler);
    },
    onClose: (handler) => {
      port.on("close", handler);
    },
    close: () => port.close(),
  };
}
