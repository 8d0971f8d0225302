import { carry } from "../lines/anchor.ts";
import type { Flow } from "../lines/flow.ts";
import { nodeAt, type OwnText } from "./own-text.ts";

/** A line of text as the page wraps it: its characters, and its position on the page in pixels. */
interface WrappedLine {
  readonly characters: readonly [number, number];
  readonly positions: readonly [number, number];
}

/** Maps the characters of a wrapped text to positions on the page. Interpolates positions within a line. */
export class TextPositions {
  readonly #own: OwnText;
  readonly #flow: Flow;
  /** Distance from one wrapped line to the next, in pixels. */
  readonly #pitch: number;
  readonly #range = document.createRange();

  constructor(element: Element, own: OwnText, flow: Flow) {
    this.#own = own;
    this.#flow = flow;
    this.#pitch = pitchOf(element) ?? this.#firstHeight();
  }

  /** Returns the position on the page for an offset in the text. The offset may have a fraction. */
  positionOf(offset: number): number {
    const { characters, positions } = this.#lineAt(this.#lineStart(Math.floor(offset)));
    return carry(offset, characters, positions);
  }

  /** Inverse of `positionOf`: returns the offset at a position. */
  offsetAt(position: number): number {
    const last = this.#first((at) => this.#startOf(at) > position) - 1;
    const { characters, positions } = this.#lineAt(this.#lineStart(Math.max(0, last)));
    return carry(position, positions, characters);
  }

  #lineStart(offset: number): number {
    const start = this.#startOf(offset) - this.#pitch / 2;
    return this.#first((at) => this.#startOf(at) > start);
  }

  #lineAt(first: number): WrappedLine {
    const start = this.#startOf(first);
    // A new line begins at least half a line lower, whereas a superscript character is shifted by less.
    const next = this.#first((at) => this.#startOf(at) > start + this.#pitch / 2);
    const isLast = next >= this.#own.text.length;
    return {
      characters: [first, next],
      positions: [start, isLast ? start + this.#pitch : this.#startOf(next)],
    };
  }

  /** Returns the first character for which `holds` is true. `holds` must be true for all later characters. */
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

  /**
   * Finds the line on the page that contains a character. Returns the position at which this line begins.
   * If a space has no layout box, uses the box of the preceding character.
   */
  #startOf(offset: number): number {
    for (let at = Math.min(offset, this.#own.text.length - 1); at >= 0; at--) {
      const box = this.#boxOf(at);
      if (!box) continue;
      const { start, end } = this.#flow.spanOf(box);
      return (start + end - this.#pitch) / 2;
    }
    return 0;
  }

  /** Returns the height of the first visible character. Used if the style sets no line height. */
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

/** Returns the line height in pixels, or undefined if the font determines the line height. */
export function pitchOf(element: Element): number | undefined {
  const height = Number.parseFloat(getComputedStyle(element).lineHeight);
  return Number.isNaN(height) ? undefined : height;
}
