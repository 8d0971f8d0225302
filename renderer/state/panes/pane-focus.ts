/** The panes in the order in which F6 moves through them. After the last pane, F6 moves to the bars. */
export const paneNames = ["list", "editor", "preview"] as const;
export type PaneName = (typeof paneNames)[number];

/** Returns the pane that contains an element, or undefined. */
export function paneOf(element: Element): PaneName | undefined {
  const name = element.closest("[data-pane]")?.getAttribute("data-pane");
  return paneNames.find((pane) => pane === name);
}

/** The bars around the panes in the order in which F6 moves through them. */
export const barNames = ["status", "notices", "title-bar"] as const;
type BarName = (typeof barNames)[number];

/**
 * A target of the focus: a pane, a bar, or an element in a pane.
 * With `whole-title`, the title is selected, so that typed text replaces the title.
 */
export type FocusTarget = PaneName | BarName | "filter" | "title" | "whole-title" | "properties";

/** The outer element of a pane. */
export interface PaneElement {
  focus(): void;
  hasFocus(): boolean;
}

/** Lets commands move the focus to a pane without importing the code of the pane. */
export class PaneFocus {
  readonly #focus = new Map<FocusTarget, () => void>();
  readonly #panes = new Map<FocusTarget, PaneElement>();
  #waiting: FocusTarget | null = null;

  /**
   * Registers a function that focuses a target. Calls it at once if the target should already have the focus.
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
   * Registers a pane's outer element, which gets the focus while the pane's content is loading.
   * Returns a function that removes the registration.
   */
  registerPane(name: PaneName, pane: PaneElement): () => void {
    this.#panes.set(name, pane);
    if (this.#waiting === name) this.focus(name);
    return () => {
      if (this.#panes.get(name) === pane) this.#panes.delete(name);
    };
  }

  has(target: FocusTarget): boolean {
    return this.#focus.has(target) || this.#panes.has(target);
  }

  /** Focuses a target now, or as soon as the target is registered. A later call cancels this request. */
  focus(target: FocusTarget): void {
    const focus = this.#focus.get(target);
    const pane = this.#panes.get(target);
    this.#waiting = focus || pane ? null : target;
    if (focus) focus();
    else pane?.focus();
  }
}
