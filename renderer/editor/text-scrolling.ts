import { editor } from "monaco-editor/editor";
import { anchorLine, keepLine, lineOfPosition, scrollToLine } from "./editor-scroll.ts";

/** A listener for actions of the author on the text. See `TextScroll`. */
type Listener = () => void;

const touches = ["wheel", "pointerdown", "touchstart", "keydown"];

/** Scrolls the text for other parts of the window, and recognises scrolling by the author. */
export class TextScrolling {
  readonly #view: editor.IStandaloneCodeEditor;
  readonly #touched = new Set<Listener>();
  readonly #scrolled = new Set<Listener>();
  readonly #written = new Set<Listener>();
  readonly #caretMoved = new Set<Listener>();
  readonly #laidOut = new Set<Listener>();
  /** Scroll position that the program set last. Scroll events at this position are not from the author. */
  #expected: number | null = null;
  #isMoving = false;
  /**
   * The text as it was when the author last pressed a key, clicked or turned the mouse wheel.
   * If the text is different now, its change has caused the scrolling, and not the author.
   */
  #touchedText = "";

  /** Watches the author's use of the text in `container`, until the container is removed. */
  constructor(view: editor.IStandaloneCodeEditor, container: HTMLElement) {
    this.#view = view;
    for (const type of touches) {
      container.addEventListener(type, () => this.touch(), { capture: true, passive: true });
    }
    view.onDidChangeCursorPosition(({ reason }) => {
      if (reason === editor.CursorChangeReason.Explicit) notify(this.#caretMoved);
    });
    // A newly shown text scrolls to its last position, which counts as scrolling by the program.
    view.onDidChangeModel(() => {
      this.#touchedText = "";
    });
    view.onDidScrollChange(({ scrollTopChanged, scrollTop }) => {
      if (scrollTopChanged) this.#onScroll(scrollTop);
    });
  }

  /** Calls the listeners of `onTouch`, and treats the following scroll events as the author's. */
  touch(): void {
    this.#expected = null;
    this.#touchedText = this.#text();
    notify(this.#touched);
  }

  /**
   * Calls the listeners of `onCaretMove`.
   * Must be called when a click or command outside the editor moves the caret.
   */
  notifyCaretMove(): void {
    notify(this.#caretMoved);
  }

  /** Must be called when the author writes something. Calls the listeners of `onWrite`. */
  write(): void {
    notify(this.#written);
  }

  anchorLine(): number {
    return anchorLine(this.#view);
  }

  caretLine(): number | null {
    const position = this.#view.getPosition();
    return position && lineOfPosition(this.#view, position);
  }

  caretLineInSight(): number | null {
    return this.#isCaretInSight() ? this.caretLine() : null;
  }

  scrollToLine(line: number): void {
    this.#move(() => scrollToLine(this.#view, line));
  }

  /**
   * Calls `change`, which changes the layout, and keeps the line at the scroll anchor in place.
   * A visible caret stays visible, for instance if a notice below the text makes the pane smaller.
   */
  layOut(change: () => void): void {
    const wasInSight = this.#isCaretInSight();
    this.#move(() => {
      keepLine(this.#view, change);
      const caret = this.#view.getPosition();
      if (wasInSight && caret) this.#view.revealPosition(caret, editor.ScrollType.Immediate);
    });
    notify(this.#laidOut);
  }

  /**
   * Calls `change`, which replaces parts of the text, for instance after another program changed the file.
   * A visible caret stays at its height in the pane if its line is the same as before, so that the author can
   * go on writing. If the line is another one, as in a restored text, the text is not scrolled.
   * At the start of the text, added lines stay visible above the caret, as long as the caret is in sight.
   */
  keepCaret<Result>(change: () => Result): Result {
    const height = this.#isCaretInSight() ? this.#caretTop() : null;
    const line = this.#caretLine();
    const isAtStart = this.#view.getScrollTop() === 0;
    return this.#move(() => {
      const result = change();
      const top = this.#caretTop();
      if (isAtStart && this.#isCaretInSight()) return result;
      if (height !== null && top !== null && this.#caretLine() === line) {
        this.#view.setScrollTop(this.#view.getScrollTop() + top - height, editor.ScrollType.Immediate);
      }
      return result;
    });
  }

  onTouch(listener: Listener): () => void {
    return listen(this.#touched, listener);
  }

  onScroll(listener: Listener): () => void {
    return listen(this.#scrolled, listener);
  }

  onWrite(listener: Listener): () => void {
    return listen(this.#written, listener);
  }

  onCaretMove(listener: Listener): () => void {
    return listen(this.#caretMoved, listener);
  }

  onLayout(listener: Listener): () => void {
    return listen(this.#laidOut, listener);
  }

  /** Runs `scroll` and records the new position. Monaco may report the scrolling only later. */
  #move<Result>(scroll: () => Result): Result {
    this.#isMoving = true;
    const result = scroll();
    this.#isMoving = false;
    this.#expected = this.#view.getScrollTop();
    return result;
  }

  #onScroll(scrollTop: number): void {
    const isEcho = this.#isMoving || (this.#expected !== null && Math.abs(scrollTop - this.#expected) < 1);
    if (!isEcho && this.#touchedText === this.#text()) notify(this.#scrolled);
  }

  #isCaretInSight(): boolean {
    const top = this.#caretTop();
    return top !== null && top >= 0 && top < this.#view.getLayoutInfo().height;
  }

  /** Returns the text of the caret's line, or null without a text. */
  #caretLine(): string | null {
    const caret = this.#view.getPosition();
    return caret && (this.#view.getModel()?.getLineContent(caret.lineNumber) ?? null);
  }

  /** Returns the distance from the top of the pane to the caret in CSS pixels, or null without a text. */
  #caretTop(): number | null {
    const caret = this.#view.getPosition();
    if (!caret) return null;
    return this.#view.getTopForPosition(caret.lineNumber, caret.column) - this.#view.getScrollTop();
  }

  #text(): string {
    const model = this.#view.getModel();
    return model ? `${model.id} ${model.getVersionId()}` : "";
  }
}

function listen(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function notify(listeners: ReadonlySet<Listener>): void {
  for (const listener of listeners) listener();
}
