import { type FromPage, type Hello, helloType, portType, type ToPage } from "../preview-page/messages.ts";

/**
 * Waits until the page that was loaded into a frame requests a port, and sends it one. Only that frame is
 * accepted, and only while it shows the origin that was loaded there. `connected` is called for pages with an
 * article, which alone receive messages; `lend` gets the end of a second channel of such a page, for another
 * sender of patches. Returns a function that closes the connection.
 */
export function connectPage(
  frame: HTMLIFrameElement,
  url: string,
  connected: (send: (message: ToPage) => void) => void,
  receive: (message: FromPage) => void,
  lend?: (port: MessagePort) => void,
): () => void {
  let port: MessagePort | null = null;
  const origin = originOf(url);
  const hello = (event: MessageEvent<Partial<Hello> | null>): void => {
    const page = frame.contentWindow;
    if (!page || event.source !== page || event.origin !== origin || event.data?.type !== helloType) return;
    port?.close();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = (message: MessageEvent<FromPage>) => receive(message.data);
    const { hasArticle } = event.data;
    const lent = hasArticle && lend && new MessageChannel();
    page.postMessage({ type: portType }, origin, [channel.port2, ...(lent ? [lent.port2] : [])]);
    if (!hasArticle) return;
    if (lent) lend(lent.port1);
    connected((message) => channel.port1.postMessage(message));
  };
  addEventListener("message", hello);
  return () => {
    removeEventListener("message", hello);
    port?.close();
  };
}

/** Escape in a page that a sheet shows: the sheet does not receive the key, but has to close. */
export function isEscape(message: FromPage): boolean {
  return message.type === "key" && message.press.key === "Escape";
}

/** `site:` is our own scheme, for which `URL.origin` is not reliable. */
export function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
