import type { ArticlePatch } from "#contract/text/article-splice.ts";
import { type ClickedPoint, readClick, readLinkClick } from "./clicks.ts";
import { HeldMessages } from "./held-messages.ts";
import { flowOf } from "./lines/flow.ts";
import { LineMap } from "./lines/line-map.ts";
import { type FromPage, type Hello, helloType, portType, type ToPage } from "./messages.ts";
import { PageScroll } from "./page-scroll.ts";
import { ArticleBlocks } from "./article-blocks.ts";
import { updatePage } from "./update-page.ts";
import { sourcePositionOf } from "./words/click-position.ts";
import { type SourcePosition, SourceText } from "./words/source-text.ts";

/** Runs inside the preview page and keeps the article equal to the text. `messages.ts` has the protocol. */
function run(article: Element, port: MessagePort, patches: MessagePort | undefined): void {
  const blocks = new ArticleBlocks(article);
  const source = new SourceText();
  let flow = flowOf(article);
  const lines = new LineMap(
    () => blocks.placed,
    () => flow,
    source,
  );
  const send = (message: FromPage): void => port.postMessage(message);
  const scroll = new PageScroll(lines, () => flow, send);

  const patch = ({ splice, edit, lineCount, reveal }: ArticlePatch): void => {
    scroll.keep(blocks.placed, splice, () => blocks.apply(splice));
    if (edit) source.apply(edit);
    lines.lineCount = lineCount;
    scroll.patched(reveal);
  };
  const later = new HeldMessages();
  let waitingWords = "";
  const nameWaiting = ({ target }: Event): void => {
    const link = target instanceof Element ? target.closest<HTMLElement>("a[data-waiting]") : null;
    if (link && waitingWords !== "") link.title = waitingWords;
  };
  const receive = (message: ToPage): void => {
    if (message.type === "hold") {
      for (const waiting of later.hold(message.held)) receive(waiting);
      scroll.keepStill(message.held);
    } else if (message.type === "patch") {
      if (later.keepsPatch(message)) return;
      const isFirst = later.isEmpty;
      patch(message);
      for (const waiting of later.patched()) receive(waiting);
      // Reports only the first of the engine's patches, because more reports would slow down typing.
      if (isFirst || !patches) send({ type: "patched", version: message.version });
    } else if (message.type === "words") {
      waitingWords = message.waiting;
    } else if (message.type === "scroll" && !later.keepsScroll(message)) {
      scroll.follow(message.line, message.reveal);
    }
  };
  const positionOf = (point: ClickedPoint): SourcePosition => {
    const exact = point.node && sourcePositionOf(point.node, point.offset, blocks.placed, source);
    return exact ?? source.positionOf(lines.lineAt(flow.positionOf(point)));
  };
  const click = (event: MouseEvent): void => {
    const message = readClick(event, article, positionOf);
    if (message) send(message);
  };
  const listenToScrolling = (): void => flow.target.addEventListener("scroll", scrolled);
  const scrolled = (): void => scroll.scrolled();
  const resized = (): void => {
    // Finds the scrolling element again, because another width or colour scheme may change the writing mode.
    // With vertical writing, a different element scrolls.
    flow.target.removeEventListener("scroll", scrolled);
    flow = flowOf(article);
    listenToScrolling();
    scroll.laidOut();
  };

  for (const type of ["wheel", "pointerdown", "touchstart", "keydown"]) {
    addEventListener(type, () => scroll.touched(), { passive: true, capture: true });
  }
  listenToScrolling();
  keys.sendTo(send);
  listenToClicks(click);
  for (const type of ["pointerover", "focusin"]) article.addEventListener(type, nameWaiting);
  addEventListener("resize", resized);
  const sizes = new ResizeObserver(() => scroll.laidOut());
  sizes.observe(document.documentElement);
  sizes.observe(article);
  port.onmessage = (event: MessageEvent<ToPage>) => receive(event.data);
  if (patches) patches.onmessage = port.onmessage;
}

function listenToClicks(click: (event: MouseEvent) => void): void {
  addEventListener("click", click);
  addEventListener("auxclick", click);
}

/** Runs inside pages without an article, for instance a post as feed readers or social networks show it. */
function runWithoutArticle(port: MessagePort): void {
  const send = (message: FromPage): void => port.postMessage(message);
  keys.sendTo(send);
  listenToClicks((event) => {
    const message = readLinkClick(event);
    if (message) send(message);
  });
  let newest = 0;
  let work = Promise.resolve();
  const update = async ({ version, html }: Extract<ToPage, { type: "page" }>): Promise<void> => {
    if (version !== newest) return;
    // Removes this script's element before the update, because the page from the engine has no such element.
    ownElement?.remove();
    send((await updatePage(html)) ? { type: "updated", version } : { type: "outdated" });
  };
  port.onmessage = ({ data }: MessageEvent<ToPage>) => {
    if (data.type !== "page") return;
    newest = data.version;
    work = work.then(() => update(data));
  };
}

const modifiers = new Set(["Control", "Meta", "Alt", "AltGraph", "Shift"]);

/** Returns a message about a key that may run a command, because the window does not get the page's keys. */
function readKey(event: KeyboardEvent): FromPage | undefined {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing, keyCode } = event;
  const isChord = (ctrlKey || metaKey || altKey) && !modifiers.has(key);
  if (!isChord && !/^(F\d+|Escape)$/.test(key)) return undefined;
  return { type: "key", press: { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing, keyCode } };
}

/** Records key presses until the page has a port, and then sends them. */
class EarlyKeys {
  readonly #waiting: FromPage[] = [];
  #send = (message: FromPage): void => void this.#waiting.push(message);

  constructor() {
    addEventListener("keydown", (event) => {
      const message = readKey(event);
      if (message) this.#send(message);
    });
  }

  sendTo(send: (message: FromPage) => void): void {
    this.#send = send;
    for (const message of this.#waiting.splice(0)) send(message);
  }
}

/** Keeps the scroll position when a change of the settings reloads the page. */
function keepPosition(): void {
  const name = `position of ${location.pathname}`;
  const top = Number(sessionStorage.getItem(name));
  // Scrolls after the `load` event, because the page may be too short before.
  addEventListener("load", () => {
    scrollTo({ top, behavior: "instant" });
    addEventListener("scroll", () => sessionStorage.setItem(name, String(scrollY)), { passive: true });
  });
}

/**
 * If the page needs no scroll bar, the page gets the full width of the frame.
 * In a frame, Chromium does not paint the space that `scrollbar-gutter` keeps free for a scroll bar.
 * The author would see the unpainted space as a strip in another colour beside the page.
 */
const withoutGutter = "html { scrollbar-gutter: auto !important; }";

/** Links to drafts and scheduled posts look like text, because readers get the text without a link. */
const waitingLinks = `
  a[data-waiting] {
    all: unset !important;
    cursor: pointer !important;
    text-decoration: underline dotted !important;
    text-underline-offset: 0.2em !important;
  }
  a[data-waiting]:focus-visible { outline: 2px solid !important; }`;

function addStyles(...texts: readonly string[]): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(texts.join("\n"));
  document.adoptedStyleSheets.push(sheet);
}

addStyles(withoutGutter, waitingLinks);
const ownElement = document.currentScript;
const keys = new EarlyKeys();
/** Whether the page shows settings that are being edited, instead of the text in the editor. */
const isOfSettings = /[?&]preview=blog\.yaml(?:&|$)/.test(location.search);
/** Whether the page is one of the small previews in the theme gallery. */
const isInGallery = /[?&]preview=look-/.test(location.search);
const article = isOfSettings || isInGallery ? null : document.querySelector(".e-content");
const parentOrigin = location.ancestorOrigins[0];
if (parentOrigin && window.parent !== window) {
  const takePort = (event: MessageEvent): void => {
    const [port, patches] = event.ports;
    if (event.source !== window.parent || event.data?.type !== portType || !port) return;
    removeEventListener("message", takePort);
    if (article) run(article, port, patches);
    else runWithoutArticle(port);
  };
  addEventListener("message", takePort);
  const hello: Hello = { type: helloType, hasArticle: article !== null };
  if (!isInGallery) window.parent.postMessage(hello, parentOrigin);
  if (isOfSettings) keepPosition();
}
