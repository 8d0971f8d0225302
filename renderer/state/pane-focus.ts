/** The panes, in the order in which F6 goes through them; notices, where there are any, come behind the last. */
export const paneNames = ["list", "editor", "preview"] as const;
export type PaneName = (typeof paneNames)[number];

/** What can be asked to take the focus: a pane, or a place in one. */
export type FocusTarget = PaneName | "notices" | "filter" | "title" | "properties";

/** The element around what a pane shows. */
export interface PaneElement {
  focus(): void;
  hasFocus(): boolean;
}

/** Lets commands put the focus somewhere without knowing what is there. */
export class PaneFocus {
  readonly #focus = new Map<FocusTarget, () => void>();
  readonly #panes = new Map<FocusTarget, PaneElement>();
  #waiting: FocusTarget | null = null;

  /**
   * Notes how a target takes the focus while it is on screen; returns a function for when it goes. A pane whose element has the focus hands
   * it on.
   */
  register(target: FocusTarget, focus: () => void): () => void {
    this.#focus.set(target, focus);
    const pane = this.#panes.get(target);
    if (pane ? pane.hasFocus() : this.#waiting === target) this.focus(target);
    return () => {
      if (this.#focus.get(target) === focus) this.#focus.delete(target);
    };
  }

  /**
   * Notes the element of a pane on screen, which keeps the focus while nothing in the pane can take it yet: F6 goes the same way however long
   * the contents take to load.
   */
  registerPane(name: PaneName, pane: PaneElement): () => void {
    this.#panes.set(name, pane);
    if (this.#waiting === name) this.focus(name);
    return () => {
      if (this.#panes.get(name) === pane) this.#panes.delete(name);
    };
  }

  /** Whether the target is on screen. */
  has(target: FocusTarget): boolean {
    return this.#focus.has(target) || this.#panes.has(target);
  }

  /** Focuses a target now, or as soon as it is there; only the last one asked for. */
  focus(target: FocusTarget): void {
    const focus = this.#focus.get(target);
    const pane = this.#panes.get(target);
    this.#waiting = focus || pane ? null : target;
    if (focus) focus();
    else pane?.focus();
  }
}
