import { type RefObject, useEffect, useLayoutEffect, useMemo, useState } from "react";
import { edgesOf, rowAt, type Stretch, stretchesOf } from "./row-stretches.ts";

export interface LongList {
  /** The element that scrolls; each row is a child of it that has its key as `data-key`. */
  readonly scroller: RefObject<HTMLElement | null>;
  readonly keys: readonly string[];
  /** The least that a row is high, in pixels, as long as it has not been on screen. */
  readonly least: (index: number) => number;
  /** A row that stands in the page wherever it is; -1 for none. */
  readonly kept: number;
  /** What the list is a list of: another one begins at its top. */
  readonly subject: string;
}

export interface RowsInSight {
  readonly stretches: readonly Stretch[];
  /** Pixels below the last stretch. */
  readonly rest: number;
  /** The row that is a screen below another one, or above it with -1. */
  readonly page: (index: number, direction: 1 | -1) => number;
  /** Puts a row into the page with those around it, so that one can scroll to it: where it lies is known then. */
  readonly reveal: (index: number) => void;
}

/** Rows beyond what is seen, in pixels: so far one can scroll before more rows have to be made. */
const ahead = 200;
/** From so many scrolled pixels on it is looked anew what is in sight. */
const step = 80;

/**
 * Keeps only the rows in sight in the page, and room for the others. Rows lie in the page's own flow: how high they are is
 * read when they have been laid out anyway, and the browser itself holds in place what is being looked at.
 */
export function useRowsInSight({ scroller, keys, least, kept, subject }: LongList): RowsInSight {
  const [heights] = useState(() => new RowHeights());
  const [view, setView] = useState({ subject, top: 0, height: innerHeight });
  if (view.subject !== subject) setView({ ...view, subject, top: 0 });

  // biome-ignore lint/correctness/useExhaustiveDependencies: not used, but a list of something else begins at its top
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are changed in place, and a new version tells of it
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

/** How high rows were when they were last laid out, in a list of one width. */
class RowHeights {
  readonly #heights = new Map<string, number>();
  #width = 0;
  /** Goes up whenever a height changes. */
  version = 0;

  get(key: string): number | undefined {
    return this.#heights.get(key);
  }

  /** Forgets what was true of another width. */
  of(width: number): void {
    if (width === this.#width) return;
    this.#width = width;
    this.#heights.clear();
    this.version += 1;
  }

  /** Reads the rows that stand in the list. */
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
