import type { EditorHandle } from "../editor/current-editor.ts";

type Pane = "text" | "page";

/**
 * Lets text and page scroll together. Only the pane that the author touched last leads; what the other does while it
 * follows, and anything that moves by itself, leads nothing.
 */
export class ScrollLink {
  readonly #scrollPage: (line: number) => void;
  readonly #isComposing: () => boolean;
  #editor: EditorHandle | null = null;
  #leader: Pane = "text";
  #queued = false;

  constructor(scrollPage: (line: number) => void, isComposing: () => boolean) {
    this.#scrollPage = scrollPage;
    this.#isComposing = isComposing;
  }

  /** Follows an editor; returns a function that stops it. */
  attach(editor: EditorHandle): () => void {
    this.#editor = editor;
    const stopTouch = editor.onTouch(() => {
      this.#leader = "text";
    });
    const stopScroll = editor.onScroll(() => this.#textScrolled());
    return () => {
      stopTouch();
      stopScroll();
      this.#editor = null;
    };
  }

  pageTouched(): void {
    this.#leader = "page";
  }

  pageScrolled(line: number): void {
    if (this.#leader === "page") this.#editor?.scrollToLine(line);
  }

  /** The line that a new page should show: where the text is. */
  place(): number | null {
    return this.#editor?.anchorLine() ?? null;
  }

  /** Scroll events come in flocks; the page is told once a frame. */
  #textScrolled(): void {
    if (this.#leader !== "text" || this.#isComposing() || this.#queued) return;
    this.#queued = true;
    requestAnimationFrame(() => {
      this.#queued = false;
      if (this.#leader === "text" && this.#editor && !this.#isComposing()) {
        this.#scrollPage(this.#editor.anchorLine());
      }
    });
  }
}
