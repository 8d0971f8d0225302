import type { BlockSplice } from "#contract/text/article-splice.ts";
import { keepInPlace } from "./keep-in-place.ts";
import { anchorPosition, clamp, scrollForAnchor } from "./lines/anchor.ts";
import type { Flow, Span } from "./lines/flow.ts";
import type { LineMap } from "./lines/line-map.ts";
import type { FromPage } from "./messages.ts";
import type { PlacedBlock } from "./patch-blocks.ts";

/**
 * Space that stays visible before and after the line that the author is writing, in pixels. In a low window,
 * it is smaller.
 */
const margin = 48;
/**
 * Length, in pixels, of the page that is shown before and after the position of a line if the line's block is
 * missing or very high.
 */
const lineReach = 30;

/**
 * The line to keep in place. `share` is its position in the visible part, as a fraction of the length of that
 * part; null if the line is at the scroll anchor.
 */
interface Aim {
  readonly line: number;
  readonly share: number | null;
}

/**
 * Scrolls the page, and finds out whether the author scrolled it. After the author used the page, its
 * scrolling moves the text. If a scroll event is at a position to which code scrolled, it is ignored. When
 * the layout changes, one line stays where it was; on a page that follows the text, this is the line at the
 * scroll anchor.
 */
export class PageScroll {
  readonly #lines: LineMap;
  readonly #flow: () => Flow;
  readonly #send: (message: FromPage) => void;
  /** Whether the author used this page last, not the text. If so, the page leads and the text follows. */
  #leads = false;
  /**
   * The position to which code scrolled the page last. A scroll event with this position is not caused by the
   * author.
   */
  #expected: number | null = null;
  /**
   * The line that stays in place when the layout changes. Null if it is to be determined when it is needed,
   * as the line at the scroll anchor.
   */
  #aim: Aim | null = { line: 0, share: null };
  /** Length of the page, in pixels, at the time when `#aim` was set. */
  #extent = 0;
  /** The fraction of a pixel by which `keepInPlace` could not scroll. */
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

  /** Call this when the author used the page: from then on it leads. */
  touched(): void {
    this.#expected = null;
    if (this.#leads) return;
    this.#leads = true;
    this.#hold();
    this.#send({ type: "touched" });
  }

  /**
   * Call this when the author used the text. The page then follows, and shows this line at its scroll anchor.
   */
  follow(line: number): void {
    this.#leads = false;
    this.#aim = { line, share: null };
    this.#settle();
    this.#sendLine("stands", line);
  }

  /**
   * Runs a change of the article. The text that the author is reading stays in place: if the page follows the
   * text, everything that is visible; if the page leads, everything from the scroll anchor on.
   */
  keep(blocks: readonly PlacedBlock[], splice: BlockSplice, change: () => void): void {
    const flow = this.#flow();
    const { scrolled, viewport, extent } = flow;
    const reader = this.#leads ? anchorPosition(scrolled, viewport, extent) - scrolled : 0;
    this.#rest = keepInPlace(flow, reader, this.#rest, blocks, splice, change);
  }

  /**
   * Call this after a patch changed the article and its lines. `line` is the line that the author is writing;
   * null if the page does not follow it.
   */
  patched(line: number | null): void {
    this.#expected = this.#flow().scrolled;
    if (line !== null) this.#reveal(line);
    this.#aim = null;
    // Waits until the change is on screen. Measuring earlier would delay the display of the typed character.
    requestAnimationFrame(() => setTimeout(() => this.#find()));
  }

  /**
   * Sets whether the page must not scroll, as during an IME composition. When it may scroll again, scrolls to
   * the line that has to stay in place.
   */
  keepStill(still: boolean): void {
    this.#still = still;
    if (!still) this.#settle();
  }

  /**
   * Handles a change of sizes on the page: an image or a font loaded, the window was resized, the author
   * opened details.
   */
  laidOut(): void {
    if (!this.#still) this.#settle();
  }

  /** Handles a scroll event. Many events can arrive in a row; they are handled once per frame. */
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

  /**
   * Whether the layout changed but the line to keep in place has not moved, because the browser has already
   * corrected the position.
   */
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
    // Most key presses do not change this line, and a message at each of them would slow down the window.
    if (line !== this.#sentLine) this.#sendLine("stands", line);
  }

  #sendLine(type: "stands" | "scrolled", line: number): void {
    this.#sentLine = line;
    this.#send({ type, line });
  }

  #lineAtAnchor(): number {
    const { scrolled, viewport, extent } = this.#flow();
    return this.#lines.lineBeside(anchorPosition(scrolled, viewport, extent));
  }

  /** From now on, keeps the line that is at the scroll anchor where it is now. */
  #hold(): void {
    const { scrolled, viewport, extent } = this.#flow();
    const line = this.#lines.lineAt(anchorPosition(scrolled, viewport, extent));
    this.#extent = extent;
    this.#aim = { line, share: (this.#lines.positionOf(line) - scrolled) / viewport };
  }

  /**
   * Scrolls the line that has to stay in place back to its position. A page that is at its very top stays
   * there.
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

  /**
   * Scrolls as little as needed to show a line. Shows the whole block of the line, unless the block is higher
   * than half of the visible part.
   */
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
