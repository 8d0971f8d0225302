/**
 * The panes, in the order in which F6 moves through them. If there are notices, they come after the last
 * pane.
 */
export const paneNames = ["list", "editor", "preview"] as const;
export type PaneName = (typeof paneNames)[number];

/** A target of the focus: a pane, or an element in a pane. */
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
   * Registers a function that moves the focus to a target that is on screen now. Calls it at once if a call of
   * the method `focus` waits for this target, or if the outer element of the pane has the focus. Returns a
   * function that removes the registration.
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
   * Registers the outer element of a pane. This element gets the focus as long as the content of the pane is
   * still loading, so that F6 works from the start. Returns a function that removes the registration.
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
   * Moves the focus to a target now or, if it is not registered yet, when it is registered. If an earlier
   * call still waits, this call replaces it.
   */
  focus(target: FocusTarget): void {
    const focus = this.#focus.get(target);
    const pane = this.#panes.get(target);
    this.#waiting = focus || pane ? null : target;
    if (focus) focus();
    else pane?.focus();
  }
}
