/** The panes, in the order in which F6 goes through them; notices, where there are any, come behind the last. */
export const paneNames = ["list", "editor", "preview"] as const;
export type PaneName = (typeof paneNames)[number];

/** What can be asked to take the focus: a pane, or a place in one. */
export type FocusTarget = PaneName | "notices" | "filter" | "title" | "properties";

/** Lets commands put the focus somewhere without knowing what is there. */
export class PaneFocus {
  readonly #focus = new Map<FocusTarget, () => void>();
  #waiting: FocusTarget | null = null;

  /** A target tells how it takes the focus while it is on screen; returns a function for when it goes. */
  register(target: FocusTarget, focus: () => void): () => void {
    this.#focus.set(target, focus);
    if (this.#waiting === target) this.focus(target);
    return () => {
      if (this.#focus.get(target) === focus) this.#focus.delete(target);
    };
  }

  /** Whether the target is on screen. */
  has(target: FocusTarget): boolean {
    return this.#focus.has(target);
  }

  /** Focuses a target now, or as soon as it is there; only the last one asked for. */
  focus(target: FocusTarget): void {
    const focus = this.#focus.get(target);
    this.#waiting = focus ? null : target;
    focus?.();
  }
}
