import type { Segment } from "#contract/site-search/layout.ts";
import { SegmentIndex } from "./segment-index.ts";

/** The indexes of a site's segments, kept from build to build. */
export class SearchIndex {
  #segments = new Map<string, SegmentIndex>();

  /** The indexes of these segments; those of others are forgotten. */
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
