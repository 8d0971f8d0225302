import type { TextScroll } from "../editor/current-editor.ts";

type Pane = "text" | "page";

/** The page's side of the link. */
export interface LinkedPage {
  /** Brings a line to the page's scroll anchor. */
  scrollTo(line: number): void;
}

/**
 * Lets text and page scroll together. Only the pane that the author's hand was on last leads, and only its real scrolling
 * moves the other; what a pane does while it follows, what writing or another layout moves, leads nothing.
 */
export class ScrollLink {
  readonly #page: LinkedPage;
  readonly #isComposing: () => boolean;
  #text: TextScroll | null = null;
  #leader: Pane = "text";
  /** The author has scrolled the page since the text was scrolled or the caret moved: it is not taken back while writing. */
  #pageIsElsewhere = false;
  #wrote = false;
  /** The text scrolled during a composition, and the page did not. */
  #owes = false;
  #queued = false;

  constructor(page: LinkedPage, isComposing: () => boolean) {
    this.#page = page;
    this.#isComposing = isComposing;
  }

  /** Follows an editor; returns a function that stops it. */
  attach(text: TextScroll): () => void {
    this.#text = text;
    const stops = [
      text.onTouch(() => {
        this.#leader = "text";
      }),
      text.onScroll(() => this.#textScrolled()),
      text.onPlace(() => {
        this.#pageIsElsewhere = false;
      }),
      text.onWrite(() => {
        this.#wrote = true;
      }),
      text.onLayout(() => this.#textLaidOut()),
    ];
    return () => {
      for (const stop of stops) stop();
      this.#text = null;
    };
  }

  /** Another text is open: it has places of its own. */
  otherText(): void {
    this.#leader = "text";
    this.#pageIsElsewhere = false;
    this.#wrote = false;
  }

  pageTouched(): void {
    this.#leader = "page";
  }

  pageScrolled(line: number): void {
    if (this.#leader !== "page") return;
    this.#pageIsElsewhere = true;
    this.#text?.scrollToLine(line);
  }

  /** The line that the first page of a post should show: where the text is. */
  place(): number | null {
    return this.#text?.anchorLine() ?? null;
  }

  /**
   * The line that the author wrote in since this was last asked, for the page to keep in sight; null when there is none,
   * or when the author has meanwhile scrolled the page to look at something else.
   */
  written(): number | null {
    const follows = this.#wrote && !this.#pageIsElsewhere && !this.#isComposing();
    if (!this.#isComposing()) this.#wrote = false;
    return follows ? (this.#text?.caretLine() ?? null) : null;
  }

  /** A composition ended: what the text scrolled meanwhile is made good once. */
  composed(): void {
    if (this.#owes && this.#leader === "text") this.#align();
    this.#owes = false;
  }

  #textScrolled(): void {
    if (this.#leader !== "text") return;
    this.#pageIsElsewhere = false;
    this.#align();
  }

  /** The line at the text's anchor is the same, but may stand at another height by now. */
  #textLaidOut(): void {
    if (this.#leader === "text" && !this.#pageIsElsewhere) this.#align();
  }

  /** Scroll events come in flocks; the page is told once a frame. */
  #align(): void {
    if (this.#isComposing()) {
      this.#owes = true;
      return;
    }
    if (this.#queued) return;
    this.#queued = true;
    requestAnimationFrame(() => {
      this.#queued = false;
      if (this.#leader === "text" && this.#text && !this.#isComposing()) {
        this.#page.scrollTo(this.#text.anchorLine());
      }
    });
  }
}
