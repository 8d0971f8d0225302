import type { Manifest } from "../state/manifest.ts";
import type { PublishedPost } from "#engine/site/output/site-output.ts";
import type { StagedPut } from "../upload/staged-names.ts";

/** What one run of the protocol did. */
export interface RunOutcome {
  readonly manifest: Manifest;
  /** Live before this publish; null at a first one. */
  readonly before: Manifest | null;
  /** The posts that are live, as far as this computer has to do with them. */
  readonly posts: Readonly<Record<string, PublishedPost>>;
  readonly puts: readonly StagedPut[];
  readonly removed: readonly string[];
  /** No part of the site any more since this publish, whether it removed them or the next one does. */
  readonly left: readonly string[];
  /** Files of the build that were not published because others' stay in their places. */
  readonly kept: readonly string[];
  /** Sent over the line, without what lay ready from an interrupted publish. */
  readonly bytes: number;
}
