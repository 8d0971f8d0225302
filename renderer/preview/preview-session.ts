import { createStore, type StoreApi } from "zustand/vanilla";
import type { CallOutput } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { type AppError, fromWireError, toWireError } from "#contract/errors.ts";
import type { FromPage, ToPage } from "../preview-page/messages.ts";
import type { Documents } from "../state/documents/document-store.ts";
import type { OpenDocument } from "../state/documents/open-document.ts";
import type { Services } from "../state/services.ts";
import { callWithBody, type EditedBody } from "../state/documents/body-revision.ts";
import { connectPage } from "./page-port.ts";
import { RenderLoop } from "./render-loop.ts";

type Rendering = CallOutput<EngineContract, "preview.render">;

/** The text that the preview shows, with the post to which it belongs. */
export interface PreviewText extends EditedBody {
  readonly path: string;
  readonly version: number;
  readonly frontMatter: string;
}

/**
 * A page that was loaded into the preview. The pane creates an iframe for each such page. The newest one is
 * shown once it is complete.
 */
export interface PreviewFrame {
  readonly id: number;
  readonly path: string;
  readonly url: string;
  readonly frameKey: string;
}

export interface PreviewState {
  /** At most two: the visible one, and a newer one that is still loading behind it. */
  readonly frames: readonly PreviewFrame[];
  readonly front: number | null;
  /** The reason why the newest text could not be rendered; null if it could. */
  readonly failure: AppError | null;
}

/** Determines to which lines the page is scrolled. */
export interface ScrollPositions {
  /** Call this when another post is shown. Forgets what was known about the previous post. */
  otherText(): void;
  /**
   * Returns the line to which a post is scrolled when it is first shown. If null, the page is not scrolled.
   */
  initialLine(): number | null;
  /**
   * Returns the line that the author is writing; null if the page does not follow it. Called once for each
   * change of the text.
   */
  written(): number | null;
}

/**
 * Time in milliseconds for which everything on the page except its article (head, navigation, footer) must
 * stay the same before the preview is reloaded.
 */
const rest = 300;

/**
 * Keeps the preview equal to the text. Requests renderings of the article. If anything around the article
 * changes, loads the page again.
 */
export class PreviewSession {
  readonly store: StoreApi<PreviewState> = createStore(() => ({ frames: [], front: null, failure: null }));
  readonly #loop: RenderLoop<PreviewText, Rendering>;
  readonly #receive: (message: FromPage) => void;
  readonly #positions: ScrollPositions;
  readonly #services: Services;
  readonly #pages = new Map<number, (message: ToPage) => void>();
  /** Ids of the frames that have finished loading and show the text. */
  readonly #complete = new Set<number>();
  #newest: { readonly path: string; readonly rendering: Rendering } | null = null;
  /** The line at the scroll anchor of the visible page. */
  #stands: { readonly path: string; readonly line: number } | null = null;
  #reload: ReturnType<typeof setTimeout> | undefined;
  #stale = false;
  #held = false;
  #nextId = 1;

  constructor(services: Services, receive: (message: FromPage) => void, positions: ScrollPositions) {
    this.#services = services;
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
      fail: (error) => this.store.setState({ failure: fromWireError(toWireError(error)) }),
    });
  }

  /** Shows the document on screen, and each change of its text. Returns a function that ends this. */
  follow(documents: Documents): () => void {
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

  /**
   * Sets whether an IME composition is in progress. During a composition, nothing is rendered, redrawn or
   * scrolled.
   */
  hold(held: boolean): void {
    if (held !== this.#held) for (const send of this.#pages.values()) send({ type: "hold", held });
    this.#held = held;
    this.#loop.hold(held);
    const last = this.store.getState().frames.at(-1);
    if (last && this.#complete.has(last.id)) this.#bringToFront(last);
  }

  /** Loads the page again. Called after the theme or the settings changed, or if the author asks for it. */
  reload(): void {
    this.#stale = true;
    this.#loop.again();
  }

  /** Sends a message to the visible page, if it is connected. */
  send(message: ToPage): void {
    const { front } = this.store.getState();
    if (front !== null) this.#pages.get(front)?.(message);
  }

  /**
   * Connects a frame with its iframe. Returns a function that has to be called when the iframe is removed.
   */
  attach(frame: PreviewFrame, element: HTMLIFrameElement): () => void {
    const disconnect = connectPage(
      element,
      frame.url,
      (send) => {
        this.#pages.set(frame.id, send);
        if (this.#held) send({ type: "hold", held: true });
        this.#scrollToInitialLine(frame);
      },
      (message) => {
        // The page may have been replaced since the key was pressed, but the key is still a command.
        if (message.type === "key") this.#receive(message);
        else if (message.type === "patched") this.#completed(frame);
        else if (this.store.getState().front === frame.id) this.#hear(frame, message);
      },
      (port) => this.#services.connectPreview(frame.path, port),
    );
    // A page without an article, or without our script, accepts no patches. It is shown as it was loaded.
    const loaded = (): void => this.#completed(frame);
    element.addEventListener("load", loaded);
    return () => {
      element.removeEventListener("load", loaded);
      disconnect();
      this.#pages.delete(frame.id);
      this.#complete.delete(frame.id);
    };
  }

  /**
   * Receives messages from another view of the post (feed reader, share card). Such a view has no positions
   * in the text, so clicks in it can only open links.
   */
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
    // Each write to the store renders the pane again, so this is done only if there is a failure to clear.
    if (this.store.getState().failure) this.store.setState({ failure: null });
    this.#loadIfNeeded();
  }

  #hear(frame: PreviewFrame, message: FromPage): void {
    if (message.type === "stands" || message.type === "scrolled") {
      this.#stands = { path: frame.path, line: message.line };
    }
    if (message.type !== "stands") this.#receive(message);
  }

  /**
   * Scrolls a newly loaded page. If the visible page shows the same post, scrolls to the line at which the
   * visible page is; otherwise, to the line at which the text is.
   */
  #scrollToInitialLine({ id, path }: PreviewFrame): void {
    const line = this.#stands?.path === path ? this.#stands.line : this.#positions.initialLine();
    if (line !== null) this.#pages.get(id)?.({ type: "scroll", line });
  }

  /**
   * Loads the page of another post at once. If only the parts around the article of the same post changed,
   * first waits until these parts stay the same.
   */
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
    return unreachable || frame.url !== rendering.url || frame.frameKey !== rendering.frameKey;
  }

  #load(): void {
    if (!this.#newest) return;
    const { path, rendering } = this.#newest;
    const frame = { id: this.#nextId++, path, url: rendering.url, frameKey: rendering.frameKey };
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
      this.#scrollToInitialLine(frame);
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
