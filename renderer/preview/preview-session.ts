import { createStore, type StoreApi } from "zustand/vanilla";
import type { CallOutput } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { type AppError, toAppError } from "#contract/errors.ts";
import type { FromPage, ToPage } from "../preview-page/messages.ts";
import type { DocumentStore } from "../state/documents/document-store.ts";
import type { OpenDocument } from "../state/documents/open-document.ts";
import type { Services } from "../state/services.ts";
import { callWithBody, type EditedBody } from "../state/documents/body-revision.ts";
import { connectPage, urlOfLoad } from "./page-port.ts";
import { RenderLoop } from "./render-loop.ts";
import type { PagePosition } from "./scroll-link.ts";

type Rendering = CallOutput<EngineContract, "preview.render">;

/** The text that the preview shows, and its post. */
export interface PreviewText extends EditedBody {
  readonly path: string;
  readonly version: number;
  readonly frontMatter: string;
}

/** A page in an iframe of its own. The preview shows the page when it has loaded completely. */
export interface PreviewFrame {
  readonly id: number;
  readonly path: string;
  readonly url: string;
  readonly frameKey: string;
}

export interface PreviewState {
  /** At most two frames: the visible frame, and a newer frame that is loading and still hidden. */
  readonly frames: readonly PreviewFrame[];
  readonly front: number | null;
  /** The reason why the newest text could not be rendered, or null if rendering succeeded. */
  readonly failure: AppError | null;
}

/** Decides to which lines the preview scrolls the page. */
export interface ScrollPositions {
  /** Must be called when another post is shown, to drop the state of the previous post. */
  otherText(): void;
  /** Returns the position to which a newly shown post is scrolled, or null. */
  initialPosition(): PagePosition | null;
  /** Returns the line that the author is writing. Null if the page need not show the line. */
  written(): number | null;
}

/** Time in milliseconds to wait for a newer rendering before an outdated page is loaded again. */
const rest = 300;

/** Keeps the preview equal to the text by rendering the article, or by loading the page again. */
export class PreviewSession {
  readonly store: StoreApi<PreviewState> = createStore(() => ({ frames: [], front: null, failure: null }));
  readonly #loop: RenderLoop<PreviewText, Rendering>;
  readonly #receive: (message: FromPage) => void;
  readonly #positions: ScrollPositions;
  readonly #services: Services;
  readonly #waitingWords: () => string;
  readonly #pages = new Map<number, (message: ToPage) => void>();
  /** Ids of the frames that have finished loading and show the text. */
  readonly #complete = new Set<number>();
  #newest: { readonly path: string; readonly rendering: Rendering } | null = null;
  /** The line at the scroll anchor of the visible page. */
  #position: { readonly path: string; readonly line: number } | null = null;
  #reload: ReturnType<typeof setTimeout> | undefined;
  #stale = false;
  #held = false;
  #nextId = 1;

  /** `waitingWords` returns the text that explains a link to an unpublished post. */
  constructor(
    services: Services,
    receive: (message: FromPage) => void,
    positions: ScrollPositions,
    waitingWords: () => string,
  ) {
    this.#services = services;
    this.#waitingWords = waitingWords;
    this.#receive = receive;
    this.#positions = positions;
    this.#loop = new RenderLoop<PreviewText, Rendering>({
      render: ({ path, version, frontMatter, ...text }) => {
        const written = positions.written();
        return callWithBody(services.engine, text, (body) =>
          services.engine.call("preview.render", { path, version, frontMatter, body, written }),
        );
      },
      show: (rendering, { path }) => this.#show(path, rendering),
      fail: (error) => this.store.setState({ failure: toAppError(error) }),
    });
  }

  /** Shows the document on screen and each change of its text. Returns a function that stops following. */
  follow(documents: DocumentStore): () => void {
    let shown: OpenDocument | null = null;
    const show = (): void => {
      const { current } = documents;
      if (current && shown && isSameText(current, shown)) return;
      if (current?.path !== shown?.path) this.#positions.otherText();
      shown = current;
      this.#setText(current);
    };
    const stop = documents.onEdit(show);
    show();
    return stop;
  }

  /** Sets whether an IME composition is in progress. Meanwhile nothing is rendered or scrolled. */
  hold(held: boolean): void {
    if (held !== this.#held) for (const send of this.#pages.values()) send({ type: "hold", held });
    this.#held = held;
    this.#loop.hold(held);
    const last = this.store.getState().frames.at(-1);
    if (last && this.#complete.has(last.id)) this.#bringToFront(last);
  }

  /** Loads the page again. Called when the theme or the settings change, and when the author asks for it. */
  reload(): void {
    this.#stale = true;
    this.#loop.again();
  }

  /** Sends a message to the visible page, if it is connected. */
  send(message: ToPage): void {
    const { front } = this.store.getState();
    if (front !== null) this.#pages.get(front)?.(message);
  }

  /** Connects a frame with its iframe. Returns a function that must be called when the iframe is removed. */
  attach(frame: PreviewFrame, element: HTMLIFrameElement): () => void {
    const disconnect = connectPage(element, frame.url, {
      connected: (send, hasArticle) => {
        if (!hasArticle) return;
        this.#pages.set(frame.id, send);
        send({ type: "words", waiting: this.#waitingWords() });
        if (this.#held) send({ type: "hold", held: true });
        this.#scrollToStart(frame);
      },
      receive: (message) => {
        // A key press runs its command even if the page was replaced in the meantime.
        if (message.type === "key") this.#receive(message);
        else if (message.type === "patched") this.#completed(frame);
        else if (this.store.getState().front === frame.id) this.#onMessage(frame, message);
      },
      lend: (port) => this.#services.connectPreview(frame.path, port),
    });
    // Without an article or Hitofude's script, a page is complete when the browser has loaded it.
    const loaded = (): void => this.#completed(frame);
    element.addEventListener("load", loaded);
    return () => {
      element.removeEventListener("load", loaded);
      disconnect();
      this.#pages.delete(frame.id);
      this.#complete.delete(frame.id);
    };
  }

  /** Receives messages from a view other than the post's page, such as a feed. Handles links and keys. */
  hearOtherView(message: FromPage): void {
    if (message.type === "key" || message.type === "link") this.#receive(message);
  }

  close(): void {
    this.#setText(null);
  }

  #setText(text: PreviewText | null): void {
    this.#loop.request(text);
    if (!text) this.#clear();
  }

  #show(path: string, rendering: Rendering): void {
    this.#newest = { path, rendering };
    // Writes the store only to clear a failure, because each write renders the pane again.
    if (this.store.getState().failure) this.store.setState({ failure: null });
    this.#loadIfNeeded();
  }

  #onMessage(frame: PreviewFrame, message: FromPage): void {
    if (message.type === "position" || message.type === "scrolled") {
      this.#position = { path: frame.path, line: message.line };
    }
    if (message.type !== "position") this.#receive(message);
  }

  /**
   * Scrolls a newly loaded page to the same line as the previous page of the post.
   * Scrolls a page of a different post to the line that the editor shows.
   */
  #scrollToStart({ id, path }: PreviewFrame): void {
    const known = this.#position?.path === path ? { line: this.#position.line } : null;
    const position = known ?? this.#positions.initialPosition();
    if (position) this.#pages.get(id)?.({ type: "scroll", ...position });
  }

  /** Loads the page of another post immediately. For the same post, waits for newer renderings. */
  #loadIfNeeded(): void {
    clearTimeout(this.#reload);
    const last = this.store.getState().frames.at(-1);
    if (!this.#newest) return;
    const { path, rendering } = this.#newest;
    if (last?.path !== path) this.#load();
    else if (this.#stale || this.#isOutdated(last, rendering)) {
      this.#reload = setTimeout(() => this.#load(), this.#stale ? 0 : rest);
    }
  }

  #isOutdated(frame: PreviewFrame, rendering: Rendering): boolean {
    const unreachable = this.#complete.has(frame.id) && !this.#pages.has(frame.id);
    return (
      unreachable || frame.url !== urlOfLoad(rendering.url, frame.id) || frame.frameKey !== rendering.frameKey
    );
  }

  #load(): void {
    if (!this.#newest) return;
    const { path, rendering } = this.#newest;
    const id = this.#nextId++;
    const frame = { id, path, url: urlOfLoad(rendering.url, id), frameKey: rendering.frameKey };
    this.#stale = false;
    this.store.setState(({ frames, front }) => ({
      frames: [...frames.filter(({ id }) => id === front), frame],
    }));
  }

  #completed(frame: PreviewFrame): void {
    this.#complete.add(frame.id);
    this.#bringToFront(frame);
  }

  #bringToFront(frame: PreviewFrame): void {
    const { front, frames } = this.store.getState();
    if (!this.#held && front !== frame.id && frames.at(-1)?.id === frame.id) {
      this.#scrollToStart(frame);
      this.store.setState({ frames: [frame], front: frame.id });
    }
  }

  #clear(): void {
    clearTimeout(this.#reload);
    this.#newest = null;
    this.store.setState({ frames: [], front: null, failure: null });
  }
}

function isSameText(a: OpenDocument, b: OpenDocument): boolean {
  return a.path === b.path && a.body === b.body && a.frontMatter === b.frontMatter;
}
