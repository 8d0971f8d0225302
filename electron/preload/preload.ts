import { ipcRenderer } from "electron";
import { pagePorts } from "#contract/rpc/port-names.ts";

/**
 * Passes message ports to the page and offers nothing else. `contextBridge` cannot transfer ports, so
 * `window.postMessage` does: the page reports that it listens, main sends ports, and this file forwards them.
 */
const ready = (event: MessageEvent): void => {
  if (event.source !== window || event.origin !== location.origin || event.data?.type !== pagePorts.ready)
    return;
  window.removeEventListener("message", ready);
  ipcRenderer.send(pagePorts.ready);
};
window.addEventListener("message", ready);

/**
 * Sends later ports to the page, so that it need not keep a message listener: Monaco posts itself a message
 * at each key press.
 */
let later: MessagePort | undefined;

ipcRenderer.on(pagePorts.ports, (event) => {
  const channel = new MessageChannel();
  later = channel.port1;
  window.postMessage({ type: pagePorts.ports }, location.origin, [...event.ports, channel.port2]);
});
ipcRenderer.on(pagePorts.engine, (event) => {
  later?.postMessage({ type: pagePorts.engine }, [...event.ports]);
});
