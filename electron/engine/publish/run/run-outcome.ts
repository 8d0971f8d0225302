import type { Manifest } from "../state/manifest.ts";
import type { PublishedPost } from "#engine/site/output/site-output.ts";
import type { StagedPut } from "../upload/staged-names.ts";

/** The outcome of one publish. */
export interface RunOutcome {
  readonly manifest: Manifest;
  /** The manifest before this publish; null at the first one. */
  readonly before: Manifest | null;
  /** The posts that are live, as far as this computer knows. */
  readonly posts: Readonly<Record<string, PublishedPost>>;
  readonly puts: readonly StagedPut[];
  readonly removed: readonly string[];
  /**
   * Paths of files that are no longer part of the site after this publish: the files that it removed, and the
   * files that the next publish will remove.
   */
  readonly left: readonly string[];
  /**
   * Paths of files of the build that were not published, because a file of someone else, or of another
   * computer, stays at the path.
   */
  readonly kept: readonly string[];
  /** Bytes that were uploaded. Files that an interrupted publish had already uploaded do not count. */
  readonly bytes: number;
}
