import { type RefObject, useEffect, useLayoutEffect, useMemo, useState } from "react";
import { edgesOf, rowAt, type Stretch, stretchesOf } from "./row-stretches.ts";

export interface LongList {
  /** The scrolling element; each row is its child, with its key as `data-key`. */
  readonly scroller: RefObject<HTMLElement | null>;
  readonly keys: readonly string[];
  /** Minimum height of a row in pixels, until it has been on screen. */
  readonly least: (index: number) => number;
  /** A row that is rendered wherever it is; -1 for none. */
  readonly kept: number;
  /** Identifies the content of the list: another one begins at the top. */
  readonly subject: string;
}

export interface RowsInSight {
  readonly stretches: readonly Stretch[];
  /** Pixels below the last stretch. */
  readonly rest: number;
  /** Returns the row one screen below another one, or above it with -1. */
  readonly page: (index: number, direction: 1 | -1) => number;
  /** Renders a row and those around it, so that its position is known and it can be scrolled to. */
  readonly reveal: (index: number) => void;
}

/**
 * Rows are rendered this far beyond the visible part, in pixels: the distance to scroll before more follow.
 */
const ahead = 200;
/** How many pixels to scroll before the visible rows are computed again. */
const step = 80;

/**
 * Renders only the visible rows, and empty space for the others. Rows are in normal flow: their heights are
 * read after layout, and the browser's scroll anchoring keeps what is visible in place.
 */
export function useRowsInSight({ scroller, keys, least, kept, subject }: LongList): RowsInSight {
  const [heights] = useState(() => new RowHeights());
  const [view, setView] = useState({ subject, top: 0, height: innerHeight });
  if (view.subject !== subject) setView({ ...view, subject, top: 0 });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another subject begins at its top
  useLayoutEffect(() => scroller.current?.scrollTo(0, 0), [scroller, subject]);
  useLayoutEffect(() => heights.read(scroller.current));
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = (): void =>
      setView((before) => {
        const { scrollTop: top, clientHeight: height } = element;
        return before.height === height && Math.abs(before.top - top) < step
          ? before
          : { ...before, top, height };
      });
    const sizes = new ResizeObserver(() => {
      heights.of(element.clientWidth);
      look();
    });
    sizes.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [scroller, heights]);

  const { version } = heights;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` changes with `heights`
  const edges = useMemo(
    () => edgesOf(keys.length, (index) => heights.get(keys[index] ?? "") ?? least(index)),
    [keys, least, heights, version],
  );
  const total = edges[keys.length] ?? 0;
  const top = Math.max(0, Math.min(view.top, total - view.height));
  const stretches = stretchesOf(edges, top - ahead, top + view.height + ahead, kept);
  return {
    stretches,
    rest: total - (edges[stretches.at(-1)?.to ?? 0] ?? 0),
    page: (index, direction) => rowAt(edges, (edges[index] ?? 0) + direction * view.height),
    reveal: (index) => {
      const edge = edges[index] ?? 0;
      if (edge < top || edge > top + view.height) setView({ ...view, top: edge - view.height / 2 });
    },
  };
}

/** Heights of rows at their last layout, for one width of the list. */
class RowHeights {
  readonly #heights = new Map<string, number>();
  #width = 0;
  /** Increments whenever a height changes. */
  version = 0;

  get(key: string): number | undefined {
    return this.#heights.get(key);
  }

  /** Discards the heights of another width. */
  of(width: number): void {
    if (width === this.#width) return;
    this.#width = width;
    this.#heights.clear();
    this.version += 1;
  }

  /** Reads the heights of the rendered rows. */
  read(list: HTMLElement | null): void {
    for (const row of list?.children ?? []) {
      if (!(row instanceof HTMLElement) || row.dataset.key === undefined) continue;
      const { height } = row.getBoundingClientRect();
      if (this.#heights.get(row.dataset.key) === height) continue;
      this.#heights.set(row.dataset.key, height);
      this.version += 1;
    }
  }
}
