import { createStore, type StoreApi } from "zustand/vanilla";
import type { CallOutput } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { type AppError, fromWireError, toWireError } from "#contract/errors.ts";
import type { FromPage, ToPage } from "../preview-page/messages.ts";
import type { Services } from "../state/services.ts";
import { callWithBody, type EditedBody } from "../state/documents/body-delta.ts";
import { connectPage } from "./page-port.ts";
import { RenderLoop } from "./render-loop.ts";

type Rendering = CallOutput<EngineContract, "preview.render">;

/** The text to render. */
export interface PreviewText extends EditedBody {
  readonly path: string;
  readonly version: number;
  readonly frontMatter: string;
}

/**
 * One loaded page. The pane creates an iframe for each; the newest comes to the front when it is complete.
 */
export interface PreviewFrame {
  readonly id: number;
  readonly path: string;
  readonly url: string;
  readonly frameKey: string;
}

export interface PreviewState {
  /** At most two: the one in front, and one that is loading behind it. */
  readonly frames: readonly PreviewFrame[];
  readonly front: number | null;
  /** Why the newest text could not be rendered. */
  readonly failure: AppError | null;
}

/** Where a page is scrolled to. */
export interface PreviewPlaces {
  /** Returns the line that the first page of a post is scrolled to; null: its beginning. */
  place(): number | null;
  /** Returns the line that is being written, if the page follows it; called once for each change. */
  written(): number | null;
}

/** How long the parts around the article must not change before the page is reloaded, in milliseconds. */
const rest = 300;

/**
 * Keeps the page equal to the text: requests renderings, and reloads when parts around the article change.
 */
export class PreviewSession {
  readonly store: StoreApi<PreviewState> = createStore(() => ({ frames: [], front: null, failure: null }));
  readonly #loop: RenderLoop<PreviewText, Rendering>;
  readonly #receive: (message: FromPage) => void;
  readonly #places: PreviewPlaces;
  readonly #services: Services;
  readonly #pages = new Map<number, (message: ToPage) => void>();
  /** Frames that show their page. */
  readonly #complete = new Set<number>();
  #newest: { readonly path: string; readonly rendering: Rendering } | null = null;
  /** The line at the anchor of the page in front. */
  #stands: { readonly path: string; readonly line: number } | null = null;
  #reload: ReturnType<typeof setTimeout> | undefined;
  #stale = false;
  #held = false;
  #nextId = 1;

  constructor(services: Services, receive: (message: FromPage) => void, places: PreviewPlaces) {
    this.#services = services;
    this.#receive = receive;
    this.#places = places;
    this.#loop = new RenderLoop<PreviewText, Rendering>({
      render: ({ path, version, frontMatter, ...text }) => {
        const written = places.written();
        return callWithBody(services.engine, text, (body) =>
          services.engine.call("preview.render", { path, version, frontMatter, body, written }),
        );
      },
      show: (rendering, { path }) => this.#show(path, rendering),
      fail: (error) => this.store.setState({ failure: fromWireError(toWireError(error)) }),
    });
  }

  /** Sets the current text; null when none is open. */
  setText(text: PreviewText | null): void {
    this.#loop.request(text);
    if (!text) this.#clear();
  }

  /** Nothing is rendered, redrawn or scrolled while an IME composition is in progress. */
  hold(held: boolean): void {
    if (held !== this.#held) for (const send of this.#pages.values()) send({ type: "hold", held });
    this.#held = held;
    this.#loop.hold(held);
    const last = this.store.getState().frames.at(-1);
    if (last && this.#complete.has(last.id)) this.#bringToFront(last);
  }

  /** Loads the page again: theme or settings changed, or the author requested it. */
  reload(): void {
    this.#stale = true;
    this.#loop.again();
  }

  /** Sends a message to the page in front, if it is connected. */
  send(message: ToPage): void {
    const { front } = this.store.getState();
    if (front !== null) this.#pages.get(front)?.(message);
  }

  /** Connects the iframe of a frame; returns a function to call when it is removed. */
  attach(frame: PreviewFrame, element: HTMLIFrameElement): () => void {
    const disconnect = connectPage(
      element,
      frame.url,
      (send) => {
        this.#pages.set(frame.id, send);
        if (this.#held) send({ type: "hold", held: true });
        this.#place(frame);
      },
      (message) => {
        // A key pressed on a page that has been replaced meanwhile is still a command.
        if (message.type === "key") this.#receive(message);
        else if (message.type === "patched") this.#completed(frame);
        else if (this.store.getState().front === frame.id) this.#hear(frame, message);
      },
      (port) => this.#services.connectPreview(frame.path, port),
    );
    // A page without an article, or without our script, accepts no patches: it is shown unchanged.
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
   * Receives messages of another view of the post, which has no text positions: clicks on it only open links.
   */
  hearOtherView(message: FromPage): void {
    if (message.type === "key" || message.type === "link") this.#receive(message);
  }

  close(): void {
    this.setText(null);
  }

  #show(path: string, rendering: Rendering): void {
    this.#newest = { path, rendering };
    // Each new state re-renders the pane: do that for failures, not for keys.
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
   * Scrolls a new page to the line of the one in front if that shows the same post, else to that of the text.
   */
  #place({ id, path }: PreviewFrame): void {
    const line = this.#stands?.path === path ? this.#stands.line : this.#places.place();
    if (line !== null) this.#pages.get(id)?.({ type: "scroll", line });
  }

  /**
   * Loads another post's page at once, and the same post's when the parts around the article stop changing.
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
      this.#place(frame);
      this.store.setState({ frames: [frame], front: frame.id });
    }
  }

  #clear(): void {
    clearTimeout(this.#reload);
    this.#newest = null;
    this.store.setState({ frames: [], front: null, failure: null });
  }
}
