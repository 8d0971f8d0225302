/** The beginning and end of a box, in pixels from the beginning of the scrolled content. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The direction in which an article scrolls: down, or to the left with vertical writing. */
export interface Flow {
  readonly isVertical: boolean;
  /** The element or window that fires the scroll events. */
  readonly target: EventTarget;
  readonly scrolled: number;
  readonly viewport: number;
  readonly extent: number;
  /**
   * Scrolls immediately, even if the theme uses smooth scrolling.
   * Rounds the position to a whole pixel of the screen.
   */
  scrollTo(position: number): void;
  spanOf(box: DOMRect): Span;
  positionOf(point: { readonly clientX: number; readonly clientY: number }): number;
}

/** Returns the direction in which an article scrolls in its current layout. */
export function flowOf(article: Element): Flow {
  if (getComputedStyle(article).writingMode !== "vertical-rl") return pageFlow;
  for (let element: Element | null = article; element; element = element.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(element).overflowX)) return new VerticalFlow(element);
  }
  return pageFlow;
}

const pageFlow: Flow = {
  isVertical: false,
  target: window,
  get scrolled() {
    return window.scrollY;
  },
  get viewport() {
    return document.documentElement.clientHeight;
  },
  get extent() {
    return document.documentElement.scrollHeight;
  },
  scrollTo: (top) => window.scrollTo({ top: wholePixel(top), behavior: "instant" }),
  spanOf: ({ top, bottom }) => ({ start: top + window.scrollY, end: bottom + window.scrollY }),
  positionOf: ({ clientY }) => clientY + window.scrollY,
};

/** Rounds to the nearest pixel of the screen, because Chromium would cut off the fraction. */
function wholePixel(position: number): number {
  return (Math.round(position * devicePixelRatio) + 0.01) / devicePixelRatio;
}

class VerticalFlow implements Flow {
  readonly isVertical = true;
  readonly target: Element;

  constructor(target: Element) {
    this.target = target;
  }

  get scrolled(): number {
    return -this.target.scrollLeft;
  }

  get viewport(): number {
    return this.target.clientWidth;
  }

  get extent(): number {
    return this.target.scrollWidth;
  }

  scrollTo(position: number): void {
    this.target.scrollTo({ left: -wholePixel(position), behavior: "instant" });
  }

  spanOf({ left, right }: DOMRect): Span {
    const origin = this.#origin;
    return { start: origin - right, end: origin - left };
  }

  positionOf({ clientX }: { readonly clientX: number }): number {
    return this.#origin - clientX;
  }

  /** Position of the right edge of the scrolled content, in pixels from the left edge of the window. */
  get #origin(): number {
    return this.target.getBoundingClientRect().right + this.scrolled;
  }
}
