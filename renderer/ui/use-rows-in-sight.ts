import { type RefObject, useEffect, useLayoutEffect, useMemo, useState } from "react";
import { edgesOf, rowAt, type Stretch, stretchesOf } from "./row-stretches.ts";

export interface LongList {
  /** The element that scrolls. Its children are the rows. Each row has its key in `data-key`. */
  readonly scroller: RefObject<HTMLElement | null>;
  readonly keys: readonly string[];
  /** Returns the minimum height of a row in pixels, used until the row is rendered and measured. */
  readonly least: (index: number) => number;
  /** Index of a row that is always rendered, even if it is not visible. -1 if there is no such row. */
  readonly kept: number;
  /** Identifies the content of the list. A change scrolls the list to its top. */
  readonly subject: string;
}

export interface RowsInSight {
  readonly stretches: readonly Stretch[];
  /** Total height in pixels of the unrendered rows below the last rendered row. */
  readonly rest: number;
  /** Returns the index of the row one screen below (1) or above (-1) the row `index`. */
  readonly page: (index: number, direction: 1 | -1) => number;
  /** Renders a row and the rows around it, so that the list can scroll to this row. */
  readonly reveal: (index: number) => void;
}

/** Rows up to this many pixels above or below the visible part are also rendered. */
const ahead = 200;
/** Distance in pixels that the list has to scroll before its rows are computed again. */
const step = 80;

/** Renders only the visible rows of a long list. Empty space replaces all other rows. */
export function useRowsInSight({ scroller, keys, least, kept, subject }: LongList): RowsInSight {
  const [heights] = useState(() => new RowHeights());
  const [view, setView] = useState({ subject, top: 0, height: innerHeight });
  if (view.subject !== subject) setView({ ...view, subject, top: 0 });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new `subject` scrolls to the first row
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
      // Ignores a hidden list, because it has no size. Its rows keep their measured heights.
      if (element.clientWidth === 0) return;
      heights.setWidth(element.clientWidth);
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` counts changes inside `heights`
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

/** Measured heights of rows, valid only for one width of the list. */
class RowHeights {
  readonly #heights = new Map<string, number>();
  #width = 0;
  version = 0;

  get(key: string): number | undefined {
    return this.#heights.get(key);
  }

  /** Sets the width of the list. Drops all cached heights if the width has changed. */
  setWidth(width: number): void {
    if (width === this.#width) return;
    this.#width = width;
    this.#heights.clear();
    this.version += 1;
  }

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
