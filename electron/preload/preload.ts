import { ipcRenderer } from "electron";
import { pagePorts } from "#contract/rpc/port-names.ts";

/**
 * Hands message ports to the page and offers nothing else. Ports do not survive `contextBridge`, so they travel by
 * `window.postMessage`: the page says that it listens, main answers with ports, and this file passes them on.
 */
const ready = (event: MessageEvent): void => {
  if (event.source !== window || event.origin !== location.origin || event.data?.type !== pagePorts.ready)
    return;
  window.removeEventListener("message", ready);
  ipcRenderer.send(pagePorts.ready);
};
window.addEventListener("message", ready);

/** Takes ports to the page later, so that it need not listen to messages for good: Monaco sends itself one at each key. */
let later: MessagePort | undefined;

ipcRenderer.on(pagePorts.ports, (event) => {
  const channel = new MessageChannel();
  later = channel.port1;
  window.postMessage({ type: pagePorts.ports }, location.origin, [...event.ports, channel.port2]);
});
ipcRenderer.on(pagePorts.engine, (event) => {
  later?.postMessage({ type: pagePorts.engine }, [...event.ports]);
});
