import { type FromPage, type Hello, helloType, portType, type ToPage } from "../preview-page/messages.ts";

/**
 * Waits until the page that was loaded into a frame asks for a port, and gives it one. Only the very frame is believed,
 * and only while it shows the origin that was loaded there. `connected` hears of pages with an article, which alone can be
 * sent something; `lend` gets the end of a second channel of such a page, for somebody else who sends patches. Returns a
 * function that closes the connection.
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

/** Escape in a page that a sheet shows: the sheet does not hear it, and is to close. */
export function isEscape(message: FromPage): boolean {
  return message.type === "key" && message.press.key === "Escape";
}

/** `site:` is a scheme of our own, for which `URL.origin` is not reliable. */
export function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
