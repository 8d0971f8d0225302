import { type FromPage, type Hello, helloType, portType, type ToPage } from "../preview-page/messages.ts";

/** Called when a page has connected or sends a message. */
interface PageListener {
  /** Gets a function that sends messages to the page. */
  connected(send: (message: ToPage) => void, hasArticle: boolean): void;
  receive(message: FromPage): void;
  /** Gets a port for the engine's patches. Called only if the page has an article. */
  lend?(port: MessagePort): void;
}

/**
 * Connects with the page in a frame when the page requests a port. Returns a function that disconnects.
 * Accepts messages only from the frame, and only from the origin that was loaded into the frame.
 */
export function connectPage(frame: HTMLIFrameElement, url: string, listener: PageListener): () => void {
  let port: MessagePort | null = null;
  const origin = originOf(url);
  const hello = (event: MessageEvent<Partial<Hello> | null>): void => {
    const page = frame.contentWindow;
    if (!page || event.source !== page || event.origin !== origin || event.data?.type !== helloType) return;
    port?.close();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = (message: MessageEvent<FromPage>) => listener.receive(message.data);
    const { hasArticle = false } = event.data;
    const lent = hasArticle && listener.lend && new MessageChannel();
    page.postMessage({ type: portType }, origin, [channel.port2, ...(lent ? [lent.port2] : [])]);
    if (lent) listener.lend?.(lent.port1);
    listener.connected((message) => channel.port1.postMessage(message), hasArticle);
  };
  addEventListener("message", hello);
  return () => {
    removeEventListener("message", hello);
    port?.close();
  };
}

/** Whether Escape was pressed on a page inside a sheet, so that the sheet has to close. */
export function isEscape(message: FromPage): boolean {
  return message.type === "key" && message.press.key === "Escape";
}

/** Number of pages that are loaded in the same process. The next page gets a new process. */
const loadsPerProcess = 100;

/**
 * Returns the URL for page number `load` that the preview loads. Every 100 pages, the host name changes.
 * Chromium then starts a new process, and the old process ends when its last page is removed.
 * One process for all pages would free memory too late: it would hold 640 MB after 1,200 pages.
 */
export function urlOfLoad(url: string, load: number): string {
  const process = Math.floor(load / loadsPerProcess);
  return process === 0 ? url : url.replace(/^site:\/\/b\d+(?=\/)/, (origin) => `${origin}-${process}`);
}

/** Returns the origin of a URL. `URL.origin` is not reliable for Hitofude's own scheme `site:`. */
export function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
