import { pagePorts } from "#contract/rpc/ports.ts";
import type { Wire } from "#contract/rpc/wire.ts";

/** The ports that the preload script sends once, when the page is ready. */
export interface FirstPorts {
  readonly main: MessagePort;
  readonly engine: MessagePort;
  /** Sends dropped files to the preload script, because only that script can read the paths of files. */
  dropExports(files: readonly File[]): void;
}

/**
 * Requests the ports from the preload script. Ignores messages from other windows and origins.
 * After each restart of the engine, `onEnginePort` receives the port to the new engine.
 */
export function receivePorts(page: Window, onEnginePort: (port: MessagePort) => void): Promise<FirstPorts> {
  return new Promise((resolve) => {
    const receive = (event: MessageEvent): void => {
      if (event.source !== page || event.origin !== page.location.origin) return;
      const [main, engine, later] = event.ports;
      if (event.data?.type !== pagePorts.ports || !main || !engine || !later) return;
      page.removeEventListener("message", receive);
      later.onmessage = ({ data, ports: [port] }) => {
        if (data?.type === pagePorts.engine && port) onEnginePort(port);
      };
      const dropExports = (files: readonly File[]): void =>
        later.postMessage({ type: pagePorts.exports, files });
      resolve({ main, engine, dropExports });
    };
    page.addEventListener("message", receive);
    page.postMessage({ type: pagePorts.ready }, page.location.origin);
  });
}

/** Wraps a message port as a `Wire`. The port holds messages until the first handler is added. */
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
