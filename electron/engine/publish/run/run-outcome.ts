import type { Manifest } from "../state/manifest.ts";
import type { PublishedPost } from "#engine/site/output/site-output.ts";
import type { StagedPut } from "../upload/staged-names.ts";

/** The outcome of one run of the protocol. */
export interface RunOutcome {
  readonly manifest: Manifest;
  /** The manifest before this publish; null at the first one. */
  readonly before: Manifest | null;
  /** The live posts as this computer knows them. */
  readonly posts: Readonly<Record<string, PublishedPost>>;
  readonly puts: readonly StagedPut[];
  readonly removed: readonly string[];
  /** Files that this publish dropped from the site, whether it or the next one removes them. */
  readonly left: readonly string[];
  /** Files of the build that were not published because others' files stay at their paths. */
  readonly kept: readonly string[];
  /** Bytes uploaded, without files left from an interrupted publish. */
  readonly bytes: number;
}
