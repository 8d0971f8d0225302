/**
 * The panes, in the order in which F6 moves through them. If there are notices, they come after the last
 * pane.
 */
export const paneNames = ["list", "editor", "preview"] as const;
export type PaneName = (typeof paneNames)[number];

/** A target of the focus: a pane, or an element in one. */
export type FocusTarget = PaneName | "notices" | "filter" | "title" | "properties";

/** The outer element of a pane. */
export interface PaneElement {
  focus(): void;
  hasFocus(): boolean;
}

/** Lets commands move the focus to a pane without knowing what the pane contains. */
export class PaneFocus {
  readonly #focus = new Map<FocusTarget, () => void>();
  readonly #panes = new Map<FocusTarget, PaneElement>();
  #waiting: FocusTarget | null = null;

  /**
   * Registers a function that moves the focus into a target which is on screen now. Calls it at once if
   * `focus` has already been called for the target, or if the outer element of the pane has the focus.
   * Returns a function that removes the registration.
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
   * Registers the outer element of a pane. It gets the focus as long as the content of the pane is still
   * loading, so that F6 works from the start. Returns a function that removes the registration.
   */
  registerPane(name: PaneName, pane: PaneElement): () => void {
    this.#panes.set(name, pane);
    if (this.#waiting === name) this.focus(name);
    return () => {
      if (this.#panes.get(name) === pane) this.#panes.delete(name);
    };
  }

  /** Whether a target is on screen. */
  has(target: FocusTarget): boolean {
    return this.#focus.has(target) || this.#panes.has(target);
  }

  /**
   * Moves the focus to a target: now, or when it is registered. A later call replaces an earlier one that
   * still waits.
   */
  focus(target: FocusTarget): void {
    const focus = this.#focus.get(target);
    const pane = this.#panes.get(target);
    this.#waiting = focus || pane ? null : target;
    if (focus) focus();
    else pane?.focus();
  }
}
