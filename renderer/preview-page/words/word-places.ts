import { carry } from "../lines/anchor.ts";
import type { Flow } from "../lines/flow.ts";
import { nodeAt, type OwnText } from "./own-text.ts";

/** One line as the page wraps it: its characters, and its places along the page in pixels. */
interface WrappedLine {
  readonly characters: readonly [number, number];
  readonly places: readonly [number, number];
}

/**
 * Where the characters of a wrapped text stand along the page. Within a line the characters share its height evenly, as
 * they do in the editor: half a line of characters is half a line of pixels.
 */
export class WordPlaces {
  readonly #own: OwnText;
  readonly #flow: Flow;
  /** From line to line, in pixels. */
  readonly #pitch: number;
  readonly #range = document.createRange();

  constructor(element: Element, own: OwnText, flow: Flow) {
    this.#own = own;
    this.#flow = flow;
    this.#pitch = pitchOf(element) ?? this.#firstHeight();
  }

  /** Where an offset, with fraction, of the text is shown. */
  placeOf(offset: number): number {
    const { characters, places } = this.#lineAt(this.#lineStart(Math.floor(offset)));
    return carry(offset, characters, places);
  }

  /** Which offset is shown at a place: the inverse of `placeOf`. */
  offsetAt(place: number): number {
    const last = this.#first((at) => this.#startOf(at) > place) - 1;
    const { characters, places } = this.#lineAt(this.#lineStart(Math.max(0, last)));
    return carry(place, places, characters);
  }

  #lineStart(offset: number): number {
    const start = this.#startOf(offset) - this.#pitch / 2;
    return this.#first((at) => this.#startOf(at) > start);
  }

  #lineAt(first: number): WrappedLine {
    const start = this.#startOf(first);
    // A raised character is no line of its own.
    const next = this.#first((at) => this.#startOf(at) > start + this.#pitch / 2);
    const isLast = next >= this.#own.text.length;
    return { characters: [first, next], places: [start, isLast ? start + this.#pitch : this.#startOf(next)] };
  }

  /** The first character for which something holds that holds for all behind it, too. */
  #first(holds: (at: number) => boolean): number {
    let low = -1;
    let high = this.#own.text.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (holds(middle)) high = middle;
      else low = middle;
    }
    return high;
  }

  /** Where the line of a character begins. A blank that wrapping swallows has no box: what stands before it has. */
  #startOf(offset: number): number {
    for (let at = Math.min(offset, this.#own.text.length - 1); at >= 0; at--) {
      const box = this.#boxOf(at);
      if (!box) continue;
      const { start, end } = this.#flow.spanOf(box);
      return (start + end - this.#pitch) / 2;
    }
    return 0;
  }

  /** Height of the first character, which is that of its line where the typeface decides. */
  #firstHeight(): number {
    for (let at = 0; at < this.#own.text.length; at++) {
      const box = this.#boxOf(at);
      if (!box) continue;
      const { start, end } = this.#flow.spanOf(box);
      return end - start;
    }
    return 0;
  }

  #boxOf(offset: number): DOMRect | undefined {
    const found = nodeAt(this.#own, offset);
    if (!found) return undefined;
    const { node, at } = found;
    const isPair = (node.data.charCodeAt(at) & 0xfc00) === 0xd800;
    this.#range.setStart(node, at);
    this.#range.setEnd(node, Math.min(node.length, at + (isPair ? 2 : 1)));
    const box = this.#range.getClientRects()[0];
    return box && (box.width > 0 || box.height > 0) ? box : undefined;
  }
}

/** From line to line, in pixels; undefined where the typeface decides. */
export function pitchOf(element: Element): number | undefined {
  const height = Number.parseFloat(getComputedStyle(element).lineHeight);
  return Number.isNaN(height) ? undefined : height;
}
