/** The panes, in the order of F6; notices, if there are any, follow the last one. */
export const paneNames = ["list", "editor", "preview"] as const;
export type PaneName = (typeof paneNames)[number];

/** Targets of the focus: a pane, or an element in one. */
export type FocusTarget = PaneName | "notices" | "filter" | "title" | "properties";

/** The element around a pane's contents. */
export interface PaneElement {
  focus(): void;
  hasFocus(): boolean;
}

/** Lets commands move the focus without depending on the panes' contents. */
export class PaneFocus {
  readonly #focus = new Map<FocusTarget, () => void>();
  readonly #panes = new Map<FocusTarget, PaneElement>();
  #waiting: FocusTarget | null = null;

  /**
   * Registers how a target takes the focus while it is on screen; returns a function for its removal. A pane
   * whose element has the focus passes it on.
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
   * Registers the element of a pane on screen, which has the focus while the pane's contents cannot take it
   * yet: so F6 does not depend on how long these take to load.
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

  /** Focuses a target now, or once it is registered; only the last request counts. */
  focus(target: FocusTarget): void {
    const focus = this.#focus.get(target);
    const pane = this.#panes.get(target);
    this.#waiting = focus || pane ? null : target;
    if (focus) focus();
    else pane?.focus();
  }
}
