import { pagePorts } from "#contract/rpc/port-names.ts";

/** The ports that the preload hands over when the page says that it listens. */
export interface FirstPorts {
  readonly main: MessagePort;
  readonly engine: MessagePort;
}

/**
 * Asks the preload for the ports. `onEnginePort` is called with the port to a new engine whenever the old one was
 * replaced. Messages from anywhere but this very page are ignored.
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
      resolve({ main, engine });
    };
    page.addEventListener("message", receive);
    page.postMessage({ type: pagePorts.ready }, page.location.origin);
  });
}
