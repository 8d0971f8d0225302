import type { ArticlePatch } from "#contract/text/article-splice.ts";
import type { ToPage } from "./messages.ts";

type Scroll = Extract<ToPage, { type: "scroll" }>;

/** Holds back patches during an IME composition. Also holds back scroll requests before the first patch. */
export class HeldMessages {
  #held = false;
  #isEmpty = true;
  #patches: ArticlePatch[] = [];
  #scroll: Scroll | undefined;

  /** Whether no patch has been applied yet. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** Sets whether patches have to wait. Returns the patches that have waited and can be applied now. */
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

  /** Records that a patch was applied. Returns the messages that waited for the first patch. */
  patched(): readonly Scroll[] {
    const waiting = this.#scroll ? [this.#scroll] : [];
    this.#isEmpty = false;
    this.#scroll = undefined;
    return waiting;
  }
}
