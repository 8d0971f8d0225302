import { readClick } from "./clicks.ts";
import { readKey } from "./keys.ts";
import { measureLines } from "./line-measure.ts";
import { anchorTop, type LineMark, lineAtTop, scrollForAnchor, topOfLine } from "./line-table.ts";
import { type FromPage, helloType, portType, type ToPage } from "./messages.ts";
import { ArticleBlocks } from "./patch-blocks.ts";
import { keepInPlace } from "./scroll-anchor.ts";

/** Runs inside the preview's page and keeps its article equal to the text; see `messages.ts` for the conversation. */
function run(article: Element, port: MessagePort): void {
  const blocks = new ArticleBlocks(article);
  const root = document.documentElement;
  let lineCount = 0;
  let lines: LineMark[] | undefined;
  /** Whether the author's hand was last on this page. */
  let leads = false;
  /** Where the window last scrolled this page to: the event that follows is an echo. */
  let expected = -1;
  let scrollQueued = false;

  const send = (message: FromPage): void => port.postMessage(message);
  const table = (): LineMark[] => {
    lines ??= measureLines(blocks.placed, lineCount);
    return lines;
  };
  const receive = (message: ToPage): void => {
    if (message.type === "patch") {
      lineCount = message.lineCount;
      keepInPlace(blocks.placed, message.splice, () => blocks.apply(message.splice));
      lines = undefined;
      send({ type: "patched", version: message.version });
    } else {
      leads = false;
      const top = scrollForAnchor(topOfLine(table(), message.line), innerHeight, root.scrollHeight);
      window.scrollTo({ top, behavior: "instant" });
      expected = window.scrollY;
    }
  };
  const lead = (): void => {
    if (!leads) send({ type: "touched" });
    leads = true;
  };
  const tellScroll = (): void => {
    scrollQueued = false;
    const echo = Math.abs(window.scrollY - expected) < 1;
    expected = -1;
    if (!leads || echo) return;
    const top = anchorTop(window.scrollY, innerHeight, root.scrollHeight);
    send({ type: "scrolled", line: lineAtTop(table(), top) });
  };
  const click = (event: MouseEvent): void => {
    const told = readClick(event, (clientY) => lineAtTop(table(), clientY + window.scrollY));
    if (told) send(told);
  };

  for (const type of ["wheel", "pointerdown", "touchstart", "keydown"]) {
    addEventListener(type, lead, { passive: true, capture: true });
  }
  addEventListener("scroll", () => {
    if (!scrollQueued) requestAnimationFrame(tellScroll);
    scrollQueued = true;
  });
  addEventListener("keydown", (event) => {
    const told = readKey(event);
    if (told) send(told);
  });
  addEventListener("click", click);
  addEventListener("auxclick", click);
  new ResizeObserver(() => {
    lines = undefined;
  }).observe(root);
  port.onmessage = (event: MessageEvent<ToPage>) => receive(event.data);
}

const article = document.querySelector(".e-content");
const parentOrigin = location.ancestorOrigins[0];
if (article && parentOrigin && window.parent !== window) {
  const takePort = (event: MessageEvent): void => {
    const [port] = event.ports;
    if (event.source !== window.parent || event.data?.type !== portType || !port) return;
    removeEventListener("message", takePort);
    run(article, port);
  };
  addEventListener("message", takePort);
  window.parent.postMessage({ type: helloType }, parentOrigin);
}
