import type { Segment } from "#contract/site-search/layout.ts";
import { SegmentIndex } from "./segment-index.ts";

/** The indexes of a site's segments, kept across builds. */
export class SearchIndex {
  #segments = new Map<string, SegmentIndex>();

  /** Returns the indexes of these segments and removes all others. */
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
