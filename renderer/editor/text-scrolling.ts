import { editor } from "monaco-editor/editor";
import { anchorLine, keepLine, lineOfPosition, scrollToLine } from "./editor-scroll.ts";

/** A listener to the text's scrolling; see `EditorHandle`. */
type Listener = () => void;

const touches = ["wheel", "pointerdown", "touchstart", "keydown"];

/** Distinguishes the author's scrolling from all other scrolling of the text, and scrolls it for others. */
export class TextScrolling {
  readonly #view: editor.IStandaloneCodeEditor;
  readonly #touched = new Set<Listener>();
  readonly #scrolled = new Set<Listener>();
  readonly #written = new Set<Listener>();
  readonly #placed = new Set<Listener>();
  readonly #laidOut = new Set<Listener>();
  /** Where the text was scrolled to by code: the scroll event of that position is an echo. */
  #expected: number | null = null;
  #isMoving = false;
  /** The text at the author's last touch: scrolling after an edit is caused by the caret. */
  #touchedText = "";

  /** `container` is watched for the author's touches; it is removed together with the editor. */
  constructor(view: editor.IStandaloneCodeEditor, container: HTMLElement) {
    this.#view = view;
    for (const type of touches) {
      container.addEventListener(type, () => this.touch(), { capture: true, passive: true });
    }
    view.onDidChangeCursorPosition(({ reason }) => {
      if (reason === editor.CursorChangeReason.Explicit) tell(this.#placed);
    });
    view.onDidScrollChange(({ scrollTopChanged, scrollTop }) => {
      if (scrollTopChanged) this.#hear(scrollTop);
    });
  }

  /** The author uses the text, here or from elsewhere in the window. */
  touch(): void {
    this.#expected = null;
    this.#touchedText = this.#text();
    tell(this.#touched);
  }

  /** The author moved the caret by other means than in the text. */
  place(): void {
    tell(this.#placed);
  }

  /** The author wrote something. */
  write(): void {
    tell(this.#written);
  }

  anchorLine(): number {
    return anchorLine(this.#view);
  }

  caretLine(): number | null {
    const position = this.#view.getPosition();
    return position && lineOfPosition(this.#view, position);
  }

  scrollToLine(line: number): void {
    this.#move(() => scrollToLine(this.#view, line));
  }

  /** Changes the layout; the line at the anchor stays where it is. */
  layOut(change: () => void): void {
    this.#move(() => keepLine(this.#view, change));
    tell(this.#laidOut);
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

  onPlace(listener: Listener): () => void {
    return listen(this.#placed, listener);
  }

  onLayout(listener: Listener): () => void {
    return listen(this.#laidOut, listener);
  }

  /** Monaco reports most scrolling while it happens, and some later. */
  #move(scroll: () => void): void {
    this.#isMoving = true;
    scroll();
    this.#isMoving = false;
    this.#expected = this.#view.getScrollTop();
  }

  #hear(scrollTop: number): void {
    const isEcho = this.#isMoving || (this.#expected !== null && Math.abs(scrollTop - this.#expected) < 1);
    if (!isEcho && this.#touchedText === this.#text()) tell(this.#scrolled);
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

function tell(listeners: ReadonlySet<Listener>): void {
  for (const listener of listeners) listener();
}
