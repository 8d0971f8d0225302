import { ipcRenderer } from "electron";
import { pagePorts } from "#contract/rpc/ports.ts";

/**
 * Passes message ports from main to the page, because `contextBridge` cannot transfer ports.
 * The page reports that it listens, main sends the ports, and this file passes them on.
 */
const ready = (event: MessageEvent): void => {
  if (event.source !== window || event.origin !== location.origin || event.data?.type !== pagePorts.ready)
    return;
  window.removeEventListener("message", ready);
  ipcRenderer.send(pagePorts.ready);
};
window.addEventListener("message", ready);

/**
 * Port for sending later engine ports to the page, so that the page needs no listener for window messages.
 * A listener would run at each key press, because Monaco posts window messages to itself.
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
