import type { BlockSplice } from "#contract/text/article-splice.ts";
import { keepInPlace } from "./keep-in-place.ts";
import { anchorPlace, clamp, scrollForAnchor } from "./lines/anchor.ts";
import type { Flow, Span } from "./lines/flow.ts";
import type { LineMap } from "./lines/line-map.ts";
import type { FromPage } from "./messages.ts";
import type { PlacedBlock } from "./patch-blocks.ts";

/** Space kept around the line that is being written, in pixels; less in a low window. */
const margin = 48;
/** How far, in pixels, a line extends above and below its position if its block is missing or very high. */
const lineReach = 30;

/** A line and its position in the visible part, as a fraction of it; null: at the scroll anchor. */
interface Aim {
  readonly line: number;
  readonly share: number | null;
}

/**
 * Scrolls the page and tracks who scrolled: after the author touched the page, the text follows it; scrolling
 * by code is recognised by its position and ignored. When the layout changes, the aimed line stays where it
 * was, or at the anchor while the page follows the text.
 */
export class PageScroll {
  readonly #lines: LineMap;
  readonly #flow: () => Flow;
  readonly #send: (message: FromPage) => void;
  /** Whether this page was the last thing that the author touched. */
  #leads = false;
  /** Where the page last scrolled by itself: the scroll event of that position is an echo. */
  #expected: number | null = null;
  /** Null: not determined yet; the line now in sight. */
  #aim: Aim | null = { line: 0, share: null };
  /** Extent of the page when the aim was set. */
  #extent = 0;
  /** See `keepInPlace`. */
  #rest = 0;
  #still = false;
  /** The line that the window last received. */
  #told: number | null = null;
  #queued = false;

  constructor(lines: LineMap, flow: () => Flow, send: (message: FromPage) => void) {
    this.#lines = lines;
    this.#flow = flow;
    this.#send = send;
  }

  /** The author touched the page. */
  touched(): void {
    this.#expected = null;
    if (this.#leads) return;
    this.#leads = true;
    this.#hold();
    this.#send({ type: "touched" });
  }

  /** The text leads, and shows this line at its anchor. */
  follow(line: number): void {
    this.#leads = false;
    this.#aim = { line, share: null };
    this.#settle();
    this.#tellLine("stands", line);
  }

  /** Changes the article; what is being read stays in place: on a page that follows, everything in sight. */
  keep(blocks: readonly PlacedBlock[], splice: BlockSplice, change: () => void): void {
    const flow = this.#flow();
    const { scrolled, viewport, extent } = flow;
    const reader = this.#leads ? anchorPlace(scrolled, viewport, extent) - scrolled : 0;
    this.#rest = keepInPlace(flow, reader, this.#rest, blocks, splice, change);
  }

  /** The article and its lines have changed; `line` is the one that is being written. */
  patched(line: number | null): void {
    this.#expected = this.#flow().scrolled;
    if (line !== null) this.#reveal(line);
    this.#aim = null;
    // Not before the change is on screen: that would delay the key.
    requestAnimationFrame(() => setTimeout(() => this.#find()));
  }

  /** While a composition is in progress nothing scrolls; the missed scrolling is done once, after it. */
  keepStill(still: boolean): void {
    this.#still = still;
    if (!still) this.#settle();
  }

  /**
   * Sizes on the page changed: an image or a font loaded, the window was resized, the author opened details.
   */
  laidOut(): void {
    if (!this.#still) this.#settle();
  }

  /** Something scrolled. Events arrive in bursts; they are handled once per frame. */
  scrolled(): void {
    if (!this.#queued) requestAnimationFrame(() => this.#tell());
    this.#queued = true;
  }

  #tell(): void {
    this.#queued = false;
    const { scrolled } = this.#flow();
    const isEcho = this.#expected !== null && Math.abs(scrolled - this.#expected) < 1;
    if (isEcho || !this.#leads || this.#isHeld()) return;
    this.#expected = null;
    this.#rest = 0;
    this.#hold();
    this.#tellLine("scrolled", this.#lineAtAnchor());
  }

  /**
   * Whether the layout changed but what is being read stayed in place: the browser has already corrected it.
   */
  #isHeld(): boolean {
    if (!this.#aim || this.#aim.share === null) return false;
    const { scrolled, viewport, extent } = this.#flow();
    if (extent === this.#extent) return false;
    this.#extent = extent;
    return Math.abs(this.#lines.placeOf(this.#aim.line) - scrolled - this.#aim.share * viewport) < 1;
  }

  #find(): void {
    if (this.#aim) return;
    this.#hold();
    const line = this.#lineAtAnchor();
    // Most keys move no line, and messages would slow down the window.
    if (line !== this.#told) this.#tellLine("stands", line);
  }

  #tellLine(type: "stands" | "scrolled", line: number): void {
    this.#told = line;
    this.#send({ type, line });
  }

  #lineAtAnchor(): number {
    const { scrolled, viewport, extent } = this.#flow();
    return this.#lines.lineBeside(anchorPlace(scrolled, viewport, extent));
  }

  /** Keeps the line at the anchor where it is from now on. */
  #hold(): void {
    const { scrolled, viewport, extent } = this.#flow();
    const line = this.#lines.lineAt(anchorPlace(scrolled, viewport, extent));
    this.#extent = extent;
    this.#aim = { line, share: (this.#lines.placeOf(line) - scrolled) / viewport };
  }

  /** Scrolls the aim to its position, unless it is there. At the top of the page, stays at the top. */
  #settle(): void {
    this.#find();
    const { line, share } = this.#aim ?? { line: 0, share: null };
    const { scrolled, viewport, extent } = this.#flow();
    if (share === null) {
      this.#scrollTo(scrollForAnchor(this.#lines.besideLine(line), viewport, extent));
    } else if (scrolled > 0) {
      this.#scrollTo(this.#lines.placeOf(line) - share * viewport);
    }
  }

  /** Scrolls as little as needed to show a line, with its whole block unless that is high. */
  #reveal(line: number): void {
    const { scrolled, viewport } = this.#flow();
    const room = Math.min(margin, viewport / 6);
    const { start, end } = this.#written(line, viewport / 2);
    if (start < scrolled + room) this.#scrollTo(start - room);
    else if (end > scrolled + viewport - room) this.#scrollTo(end - viewport + room);
  }

  #written(line: number, highest: number): Span {
    const place = this.#lines.placeOf(line);
    const block = this.#lines.blockAt(line);
    const isPart = block && block.start <= place && place <= block.end && block.end - block.start <= highest;
    return isPart ? block : { start: place - lineReach, end: place + lineReach };
  }

  #scrollTo(place: number): void {
    const flow = this.#flow();
    const wanted = clamp(place, 0, flow.extent - flow.viewport);
    if (Math.abs(wanted - flow.scrolled) >= 0.5) {
      flow.scrollTo(wanted);
      this.#rest = 0;
    }
    this.#expected = flow.scrolled;
  }
}
