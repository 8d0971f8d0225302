import type { ArticlePatch } from "#contract/text/article-splice.ts";
import type { ToPage } from "./messages.ts";

type Scroll = Extract<ToPage, { type: "scroll" }>;

/**
 * What the page has been told too early. Patches wait while an IME composition is open, in the order in which they came;
 * a place to scroll to waits for the first patch, which may come from elsewhere: until then no line is known.
 */
export class HeldMessages {
  #held = false;
  #isEmpty = true;
  #patches: ArticlePatch[] = [];
  #scroll: Scroll | undefined;

  /** Whether no patch has come yet. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** Returns the patches whose turn it is now. */
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

  /** A patch is in the page; returns what waited for the first one. */
  patched(): readonly Scroll[] {
    const waiting = this.#scroll ? [this.#scroll] : [];
    this.#isEmpty = false;
    this.#scroll = undefined;
    return waiting;
  }
}
