import type { TextScroll } from "../editor/current-editor.ts";

type Pane = "text" | "page";

/** The page's side of the link. */
export interface LinkedPage {
  /** Scrolls a line to the page's scroll anchor. */
  scrollTo(line: number): void;
}

/**
 * Keeps text and page scrolled together. Only the pane that the author touched last leads, and only its
 * scrolling by the author moves the other; scrolling of the following pane, or by edits or layout changes,
 * does not.
 */
export class ScrollLink {
  readonly #page: LinkedPage;
  readonly #isComposing: () => boolean;
  #text: TextScroll | null = null;
  #leader: Pane = "text";
  /**
   * The author scrolled the page after the text was scrolled or the caret moved: typing must not scroll it
   * back.
   */
  #pageIsElsewhere = false;
  #wrote = false;
  /** The text scrolled during a composition, and the page did not follow. */
  #owes = false;
  #queued = false;

  constructor(page: LinkedPage, isComposing: () => boolean) {
    this.#page = page;
    this.#isComposing = isComposing;
  }

  /** Links an editor; returns a function that unlinks it. */
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

  /** Another text is open: the state of the last one does not apply. */
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

  /** Returns the line that the first page of a post should show: the one at the text's anchor. */
  place(): number | null {
    return this.#text?.anchorLine() ?? null;
  }

  /**
   * Returns the line that the author wrote in since the last call, which the page keeps in sight; null when
   * there is none, or when the author has since scrolled the page elsewhere.
   */
  written(): number | null {
    const follows = this.#wrote && !this.#pageIsElsewhere && !this.#isComposing();
    if (!this.#isComposing()) this.#wrote = false;
    return follows ? (this.#text?.caretLine() ?? null) : null;
  }

  /** A composition ended: the page catches up once with the text's scrolling. */
  composed(): void {
    if (this.#owes && this.#leader === "text") this.#align();
    this.#owes = false;
  }

  #textScrolled(): void {
    if (this.#leader !== "text") return;
    this.#pageIsElsewhere = false;
    this.#align();
  }

  /** The line at the text's anchor is the same, but may be at another height. */
  #textLaidOut(): void {
    if (this.#leader === "text" && !this.#pageIsElsewhere) this.#align();
  }

  /** Scroll events arrive in bursts; the page receives one message per frame. */
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
