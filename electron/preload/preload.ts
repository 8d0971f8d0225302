import { ipcRenderer, webUtils } from "electron";
import { pagePorts } from "#contract/rpc/ports.ts";

/**
 * Passes message ports from main to the page, because `contextBridge` cannot transfer ports.
 * The page reports that it is listening. The main process then sends the ports, and this file passes them on.
 */
const ready = (event: MessageEvent): void => {
  if (event.source !== window || event.origin !== location.origin || event.data?.type !== pagePorts.ready)
    return;
  window.removeEventListener("message", ready);
  ipcRenderer.send(pagePorts.ready);
};
window.addEventListener("message", ready);

/**
 * Later ports of the engine go to the page through this port, not as messages of the window.
 * Monaco posts window messages to itself, so a listener for messages would run at each key press.
 */
let later: MessagePort | undefined;

ipcRenderer.on(pagePorts.ports, (event) => {
  const channel = new MessageChannel();
  later = channel.port1;
  later.onmessage = ({ data }) => {
    if (data?.type !== pagePorts.exports || !Array.isArray(data.files)) return;
    // Only a file that the author chose or dropped has a path. A page cannot invent a path.
    const files = data.files.filter((file: unknown) => file instanceof File);
    const paths = files.map((file: File) => webUtils.getPathForFile(file)).filter((path: string) => path);
    ipcRenderer.send(pagePorts.exports, paths);
  };
  window.postMessage({ type: pagePorts.ports }, location.origin, [...event.ports, channel.port2]);
});
ipcRenderer.on(pagePorts.engine, (event) => {
  later?.postMessage({ type: pagePorts.engine }, [...event.ports]);
});
