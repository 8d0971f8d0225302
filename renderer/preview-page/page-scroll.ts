import type { BlockSplice } from "#contract/text/article-splice.ts";
import { keepInPlace } from "./keep-in-place.ts";
import { anchorPosition, clamp, scrollForAnchor } from "./lines/anchor.ts";
import type { Flow, Span } from "./lines/flow.ts";
import type { LineMap } from "./lines/line-map.ts";
import type { FromPage } from "./messages.ts";
import type { PlacedBlock } from "./article-blocks.ts";

/** Visible space in pixels before and after the line that the author is writing. */
const margin = 48;
/** Visible space in pixels around a line whose block on the page is missing or very high. */
const lineReach = 30;

/**
 * The line to keep in place when the layout changes.
 * `share` is where the line is in the visible part: 0 is the top, 1 the bottom, null the scroll anchor.
 */
interface Aim {
  readonly line: number;
  readonly share: number | null;
}

/** Scrolls the page, keeps one line in place when the layout changes, and detects the author's scrolling. */
export class PageScroll {
  readonly #lines: LineMap;
  readonly #flow: () => Flow;
  readonly #send: (message: FromPage) => void;
  /** Whether the author used the page last. The text then follows the scrolling of the page. */
  #leads = false;
  /** Scroll position that the program set last. Scroll events at this position are not from the author. */
  #expected: number | null = null;
  /** The line that stays in place when the layout changes. Null if the line has to be determined. */
  #aim: Aim | null = { line: 0, share: null };
  /** Length of the page in pixels when the line in `#aim` was determined. */
  #extent = 0;
  /** The fraction of a pixel that `keepInPlace` could not scroll. */
  #rest = 0;
  #still = false;
  /** The line in the last message to the window. */
  #sentLine: number | null = null;
  #queued = false;

  constructor(lines: LineMap, flow: () => Flow, send: (message: FromPage) => void) {
    this.#lines = lines;
    this.#flow = flow;
    this.#send = send;
  }

  /** Must be called when the author uses the page. From then on, the text scrolls along with the page. */
  touched(): void {
    this.#expected = null;
    if (this.#leads) return;
    this.#leads = true;
    this.#hold();
    this.#send({ type: "touched" });
  }

  /**
   * Must be called whenever the author has used the text.
   * Scrolls the page to `line`, the line at the text's scroll anchor.
   * If `reveal` is given, scrolls the page further until the line `reveal` is in sight.
   */
  follow(line: number, reveal?: number): void {
    this.#leads = false;
    this.#aim = { line, share: null };
    this.#settle();
    const { scrolled } = this.#flow();
    if (reveal !== undefined) this.#reveal(reveal);
    const isMoved = this.#flow().scrolled !== scrolled;
    // From now on, keeps this position. Otherwise, the next change of the layout would scroll back.
    if (isMoved) this.#hold();
    this.#sendLine("position", isMoved ? this.#lineAtAnchor() : line);
  }

  /** Runs a change of the article, and then scrolls so that the part being read stays in place. */
  keep(blocks: readonly PlacedBlock[], splice: BlockSplice, change: () => void): void {
    const flow = this.#flow();
    const { scrolled, viewport, extent } = flow;
    const reader = this.#leads ? anchorPosition(scrolled, viewport, extent) - scrolled : 0;
    this.#rest = keepInPlace(flow, { reader, rest: this.#rest }, { blocks, splice }, change);
  }

  /** Must be called after a patch. `line` is the line that the author is writing, or null. */
  patched(line: number | null): void {
    this.#expected = this.#flow().scrolled;
    if (line !== null) this.#reveal(line);
    this.#aim = null;
    // Waits until the change is on screen, because measuring earlier would delay the typed character.
    requestAnimationFrame(() => setTimeout(() => this.#find()));
  }

  /** Sets whether the page stays still, as during an IME composition. */
  keepStill(still: boolean): void {
    this.#still = still;
    if (!still) this.#settle();
  }

  /** Must be called when sizes have changed, for instance because an image has loaded. */
  laidOut(): void {
    if (!this.#still) this.#settle();
  }

  /** Must be called at each scroll event. Evaluates scroll events once per frame. */
  scrolled(): void {
    if (!this.#queued) requestAnimationFrame(() => this.#sendScroll());
    this.#queued = true;
  }

  #sendScroll(): void {
    this.#queued = false;
    const { scrolled } = this.#flow();
    const isEcho = this.#expected !== null && Math.abs(scrolled - this.#expected) < 1;
    if (isEcho || !this.#leads || this.#isHeld()) return;
    this.#expected = null;
    this.#rest = 0;
    this.#hold();
    this.#sendLine("scrolled", this.#lineAtAnchor());
  }

  /** Whether the browser has already corrected the scroll position after a change of the layout. */
  #isHeld(): boolean {
    if (!this.#aim || this.#aim.share === null) return false;
    const { scrolled, viewport, extent } = this.#flow();
    if (extent === this.#extent) return false;
    this.#extent = extent;
    return Math.abs(this.#lines.positionOf(this.#aim.line) - scrolled - this.#aim.share * viewport) < 1;
  }

  #find(): void {
    if (this.#aim) return;
    this.#hold();
    const line = this.#lineAtAnchor();
    // Sends only a different line, because a message at each key press would slow down the window.
    if (line !== this.#sentLine) this.#sendLine("position", line);
  }

  #sendLine(type: "position" | "scrolled", line: number): void {
    this.#sentLine = line;
    this.#send({ type, line });
  }

  #lineAtAnchor(): number {
    const { scrolled, viewport, extent } = this.#flow();
    return this.#lines.lineBeside(anchorPosition(scrolled, viewport, extent));
  }

  /** Determines the line at the scroll anchor. From now on, this line stays in place. */
  #hold(): void {
    const { scrolled, viewport, extent } = this.#flow();
    const line = this.#lines.lineAt(anchorPosition(scrolled, viewport, extent));
    this.#extent = extent;
    this.#aim = { line, share: (this.#lines.positionOf(line) - scrolled) / viewport };
  }

  /**
   * Scrolls the line of `#aim` to `share` of the visible part: 0 is its beginning, 1 is its end.
   * If `share` is null, scrolls the line of `#aim` to the scroll anchor.
   * If `share` is a number and the page is at its beginning, does not scroll.
   */
  #settle(): void {
    this.#find();
    const { line, share } = this.#aim ?? { line: 0, share: null };
    const { scrolled, viewport, extent } = this.#flow();
    if (share === null) {
      this.#scrollTo(scrollForAnchor(this.#lines.besideLine(line), viewport, extent));
    } else if (scrolled > 0) {
      this.#scrollTo(this.#lines.positionOf(line) - share * viewport);
    }
  }

  /** Scrolls until a line and its block are visible. If the block is too high, shows only the line. */
  #reveal(line: number): void {
    const { scrolled, viewport } = this.#flow();
    const room = Math.min(margin, viewport / 6);
    const { start, end } = this.#written(line, viewport / 2);
    if (start < scrolled + room) this.#scrollTo(start - room);
    else if (end > scrolled + viewport - room) this.#scrollTo(end - viewport + room);
  }

  #written(line: number, highest: number): Span {
    const position = this.#lines.positionOf(line);
    const block = this.#lines.blockAt(line);
    const isPart =
      block && block.start <= position && position <= block.end && block.end - block.start <= highest;
    return isPart ? block : { start: position - lineReach, end: position + lineReach };
  }

  #scrollTo(position: number): void {
    const flow = this.#flow();
    const wanted = clamp(position, 0, flow.extent - flow.viewport);
    if (Math.abs(wanted - flow.scrolled) >= 0.5) {
      flow.scrollTo(wanted);
      this.#rest = 0;
    }
    this.#expected = flow.scrolled;
  }
}
