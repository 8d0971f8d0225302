import type { TextScroll } from "../state/current-editor.ts";

type Pane = "text" | "page";

/** The functions of the preview page that `ScrollLink` calls. */
export interface LinkedPage {
  /** Scrolls the page to a position. */
  scrollTo(position: PagePosition): void;
}

/** A position of the page. */
export interface PagePosition {
  /** The line at the scroll anchor, the position at which text and page show the same line. */
  readonly line: number;
  /** A line that has to be visible after the scrolling. Absent if there is no such line. */
  readonly reveal?: number;
}

/** Scrolls text and page together. The pane that was used last leads, and the other pane follows. */
export class ScrollLink {
  readonly #page: LinkedPage;
  readonly #isComposing: () => boolean;
  #text: TextScroll | null = null;
  #leader: Pane = "text";
  /** Whether the author has scrolled the page away from the text. Typing then does not scroll the page. */
  #pageIsElsewhere = false;
  #wrote = false;
  /**
   * Whether the page also has to show the block of the caret.
   * True after a text was opened or the author wrote something, until the author scrolls.
   * Needed at the end of a text, because the page then shows its own end, perhaps far below the article.
   */
  #showsCaret = true;
  /** Whether the text scrolled during an IME composition, so that the page has to follow afterwards. */
  #owes = false;
  #queued = false;

  constructor(page: LinkedPage, isComposing: () => boolean) {
    this.#page = page;
    this.#isComposing = isComposing;
  }

  /** Connects the text of an editor with the preview. Returns a function that disconnects the text. */
  attach(text: TextScroll): () => void {
    this.#text = text;
    const stops = [
      text.onTouch(() => {
        this.#leader = "text";
      }),
      text.onScroll(() => this.#textScrolled()),
      text.onCaretMove(() => {
        this.#pageIsElsewhere = false;
      }),
      text.onWrite(() => {
        this.#wrote = true;
        this.#showsCaret = true;
      }),
      text.onLayout(() => this.#textLaidOut()),
    ];
    return () => {
      for (const stop of stops) stop();
      this.#text = null;
    };
  }

  /** Must be called when a different text was opened. Forgets the positions in the previous text. */
  otherText(): void {
    this.#leader = "text";
    this.#pageIsElsewhere = false;
    this.#wrote = false;
    this.#showsCaret = true;
  }

  pageTouched(): void {
    this.#leader = "page";
  }

  pageScrolled(line: number): void {
    if (this.#leader !== "page") return;
    this.#pageIsElsewhere = true;
    this.#showsCaret = false;
    this.#text?.scrollToLine(line);
  }

  /** Returns the position to which a newly shown page is scrolled, or null without an editor. */
  initialPosition(): PagePosition | null {
    return this.#text && this.#positionBeside(this.#text);
  }

  /** Returns the line in which the author has just written, or null if the page should not follow. */
  written(): number | null {
    const follows = this.#wrote && !this.#pageIsElsewhere && !this.#isComposing();
    if (!this.#isComposing()) this.#wrote = false;
    return follows ? (this.#text?.caretLine() ?? null) : null;
  }

  /** Must be called after an IME composition, to scroll the page if the text scrolled meanwhile. */
  composed(): void {
    if (this.#owes && this.#leader === "text") this.#align();
    this.#owes = false;
  }

  #textScrolled(): void {
    if (this.#leader !== "text") return;
    this.#pageIsElsewhere = false;
    this.#showsCaret = false;
    this.#align();
  }

  #positionBeside(text: TextScroll): PagePosition {
    const caret = this.#showsCaret ? text.caretLineInSight() : null;
    return { line: text.anchorLine(), ...(caret === null ? {} : { reveal: caret }) };
  }

  /** Called when the text's layout has changed. Scrolls the page to the line at the text's scroll anchor. */
  #textLaidOut(): void {
    if (this.#leader === "text" && !this.#pageIsElsewhere) this.#align();
  }

  /** Scrolls the page to the line at the text's scroll anchor, at most once per frame. */
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
        this.#page.scrollTo(this.#positionBeside(this.#text));
      }
    });
  }
}
