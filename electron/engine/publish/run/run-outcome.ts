import { AppError } from "#contract/errors.ts";
import type { KeptAside } from "../commit/commit-types.ts";
import type { CommitJournal, JournalPut } from "../state/commit-journal.ts";
import type { FileBehindLink } from "../plan/plan-types.ts";
import type { Manifest } from "../state/manifest.ts";
import type { PublishedPost } from "#engine/site/output/site-output.ts";
import type { StagedPut } from "../upload/staged-names.ts";

/** The outcome of one publish. */
export interface RunOutcome {
  readonly manifest: Manifest;
  /** The manifest before this publish. Null at the first publish. */
  readonly before: Manifest | null;
  /** The posts that are live, as far as this computer knows. */
  readonly posts: Readonly<Record<string, PublishedPost>>;
  readonly puts: readonly StagedPut[];
  readonly removed: readonly string[];
  /** Paths of files that left the site. This publish has removed them, or the next publish will do so. */
  readonly left: readonly string[];
  /** Paths of built files that were not published, because another file stays at the path. */
  readonly kept: readonly string[];
  /** The files in `kept` that are below symbolic links which the author chose not to follow. */
  readonly behindLinks: readonly FileBehindLink[];
  /** Number of bytes that this publish has uploaded. Uploads of an interrupted publish do not count. */
  readonly bytes: number;
  /** The interrupted publish that this publish has completed first. Missing if there was none. */
  readonly finished?: FinishedPublish;
}

/** An interrupted publish whose journal a later publish has carried out. */
export interface FinishedPublish {
  /** Time at which the interrupted publish wrote its journal, ISO 8601. */
  readonly at: string;
  /** Paths of its new files that are live now. Some of them may have gone live before the interruption. */
  readonly paths: readonly string[];
  /** Number of files that it removed. */
  readonly removed: number;
  /** The posts that were live before the interrupted publish. */
  readonly postsBefore: Manifest["posts"];
}

/** The manifest on the server, after completing an interrupted publish (`finished`) if there was one. */
export interface Recovery {
  readonly manifest: Manifest | null;
  readonly finished?: FinishedPublish;
}

/** Describes a completed publish. `after` and `before` are the manifests after and before it. */
export function finishedBy(
  { at, puts, removals }: CommitJournal,
  after: Manifest,
  before: Manifest | null,
): FinishedPublish {
  const isLive = ({ path, sha256 }: JournalPut): boolean => after.files[path]?.sha256 === sha256;
  return {
    at,
    paths: puts.filter(isLive).map(({ path }) => path),
    removed: removals.filter(({ path }) => !after.files[path]).length,
    postsBefore: before?.posts ?? {},
  };
}

/** Returns a problem that must be reported although the publish was carried out, or null. */
export function problemOf(
  mismatched: readonly string[],
  edited: readonly string[],
  [aside]: readonly KeptAside[],
): AppError | null {
  if (aside) return new AppError("publish.putAside", { ...aside });
  if (edited.length > 0) return new AppError("publish.editedMeanwhile", { count: edited.length });
  const [path] = mismatched;
  if (path === undefined) return null;
  return new AppError("publish.verifyFailed", { path });
}
