import type { Segment } from "#contract/site-search/layout.ts";
import { SegmentIndex } from "./segment-index.ts";

/** Keeps the search indexes of a site across builds, one for each segment (a range of entries). */
export class SearchIndex {
  #segments = new Map<string, SegmentIndex>();

  /** Returns the indexes of these segments, and forgets those of all other segments. */
  take(segments: readonly Segment[]): SegmentIndex[] {
    const before = this.#segments;
    this.#segments = new Map();
    return segments.map((segment) => {
      const name = `${segment.kind} ${segment.first} ${segment.capacity}`;
      const index = before.get(name) ?? new SegmentIndex(segment);
      this.#segments.set(name, index);
      return index;
    });
  }
}
