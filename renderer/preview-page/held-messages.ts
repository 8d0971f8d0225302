import type { ArticlePatch } from "#contract/text/article-splice.ts";
import type { ToPage } from "./messages.ts";

type Scroll = Extract<ToPage, { type: "scroll" }>;

/**
 * Messages that the page received too early. Patches wait while an IME composition is in progress, in order
 * of arrival; a position to scroll to waits for the first patch, which may have another sender: until then no
 * lines exist.
 */
export class HeldMessages {
  #held = false;
  #isEmpty = true;
  #patches: ArticlePatch[] = [];
  #scroll: Scroll | undefined;

  /** Whether no patch has arrived yet. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** Returns the patches that can be applied now. */
  hold(held: boolean): readonly ArticlePatch[] {
    this.#held = held;
    return held ? [] : this.#patches.splice(0);
  }

  keepsPatch(patch: ArticlePatch): boolean {
    if (this.#held) this.#patches.push(patch);
    return this.#held;
  }

  keepsScroll(scroll: Scroll): boolean {
    if (this.#isEmpty) this.#scroll = scroll;
    return this.#isEmpty;
  }

  /** A patch was applied; returns the messages that waited for the first one. */
  patched(): readonly Scroll[] {
    const waiting = this.#scroll ? [this.#scroll] : [];
    this.#isEmpty = false;
    this.#scroll = undefined;
    return waiting;
  }
}
