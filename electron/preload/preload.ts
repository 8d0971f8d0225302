import { ipcRenderer } from "electron";
import { pagePorts } from "#contract/port-names.ts";

/**
 * Hands message ports to the page and offers nothing else. Ports do not survive `contextBridge`, so they travel by
 * `window.postMessage`: the page says that it listens, main answers with ports, and this file passes them on.
 */
window.addEventListener("message", (event) => {
  if (event.source === window && event.origin === location.origin && event.data?.type === pagePorts.ready) {
    ipcRenderer.send(pagePorts.ready);
  }
});

for (const type of [pagePorts.ports, pagePorts.engine]) {
  ipcRenderer.on(type, (event) => {
    window.postMessage({ type }, location.origin, [...event.ports]);
  });
}
