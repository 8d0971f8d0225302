import type { BlockSplice } from "#contract/text/article-splice.ts";
import { keepInPlace } from "./keep-in-place.ts";
import { anchorPlace, clamp, scrollForAnchor } from "./lines/anchor.ts";
import type { Flow, Span } from "./lines/flow.ts";
import type { LineMap } from "./lines/line-map.ts";
import type { FromPage } from "./messages.ts";
import type { PlacedBlock } from "./patch-blocks.ts";

/** Room kept around the line that is being written, in pixels; less in a low window. */
const margin = 48;
/** How far above and below its place a line reaches that has no block of its own, or a very high one. */
const lineReach = 30;

/** A line and how far down the window it stands, as a part of it; null: at the scroll anchor, wherever that is by now. */
interface Aim {
  readonly line: number;
  readonly share: number | null;
}

/**
 * Scrolls the page. It is told apart who scrolls: the author, whose hand was on the page last, is followed by the text; the
 * page's own scrolling is known by where it led to, and leads nothing. When the layout changes, the line that is aimed at
 * stays where it was, or at the anchor while the page follows the text.
 */
export class PageScroll {
  readonly #lines: LineMap;
  readonly #flow: () => Flow;
  readonly #send: (message: FromPage) => void;
  /** Whether the author's hand was last on this page. */
  #leads = false;
  /** Where the page last scrolled by itself: the event that tells of it is an echo. */
  #expected: number | null = null;
  /** Null: not looked up yet; what is in sight now. */
  #aim: Aim | null = { line: 0, share: null };
  /** How long the page was when the aim was taken. */
  #extent = 0;
  /** See `keepInPlace`. */
  #rest = 0;
  #still = false;
  /** The line that the window was told last. */
  #told: number | null = null;
  #queued = false;

  constructor(lines: LineMap, flow: () => Flow, send: (message: FromPage) => void) {
    this.#lines = lines;
    this.#flow = flow;
    this.#send = send;
  }

  /** The author's hand is on the page. */
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

  /** Changes the article; what is read stays where it is. On a page that follows, that is all that is in sight. */
  keep(blocks: readonly PlacedBlock[], splice: BlockSplice, change: () => void): void {
    const flow = this.#flow();
    const { scrolled, viewport, extent } = flow;
    const reader = this.#leads ? anchorPlace(scrolled, viewport, extent) - scrolled : 0;
    this.#rest = keepInPlace(flow, reader, this.#rest, blocks, splice, change);
  }

  /** The article and its lines are others by now; `line` is the one that is being written. */
  patched(line: number | null): void {
    this.#expected = this.#flow().scrolled;
    if (line !== null) this.#reveal(line);
    this.#aim = null;
    // Not before the change is on screen: a key waits for that.
    requestAnimationFrame(() => setTimeout(() => this.#find()));
  }

  /** While a composition is open nothing scrolls; what changed meanwhile is made good once, after it. */
  keepStill(still: boolean): void {
    this.#still = still;
    if (!still) this.#settle();
  }

  /** Sizes on the page changed: an image or a font came, the window is another size, the author opened something. */
  laidOut(): void {
    if (!this.#still) this.#settle();
  }

  /** Something scrolled. Events come in flocks; they are looked at once a frame. */
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

  /** Whether the layout changed and what is read stands where it stood all the same: the browser made that good before us. */
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
    // Most keys move no line, and the window has better to do than to hear of it.
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

  /** From now on the line at the anchor is to stay where it stands. */
  #hold(): void {
    const { scrolled, viewport, extent } = this.#flow();
    const line = this.#lines.lineAt(anchorPlace(scrolled, viewport, extent));
    this.#extent = extent;
    this.#aim = { line, share: (this.#lines.placeOf(line) - scrolled) / viewport };
  }

  /** Brings the aim to where it belongs, unless it is there. At the very beginning the beginning is what is read. */
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

  /** Scrolls as little as shows a line: with its whole block, unless that is high. */
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
