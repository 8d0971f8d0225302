import { pagePorts } from "#contract/port-names.ts";

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
    page.addEventListener("message", (event) => {
      if (event.source !== page || event.origin !== page.location.origin) return;
      const [first, second] = event.ports;
      if (event.data?.type === pagePorts.ports && first && second) resolve({ main: first, engine: second });
      else if (event.data?.type === pagePorts.engine && first) onEnginePort(first);
    });
    page.postMessage({ type: pagePorts.ready }, page.location.origin);
  });
}
