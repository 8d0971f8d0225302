import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { PublishPlan } from "#contract/types/publish-run-types.ts";
import type { Comparison } from "#contract/types/publish-types.ts";
import type { Ask } from "#engine/publish/base/targets.ts";
import type { PublishedHistory } from "#engine/publish/history/published-history.ts";
import type { PublishedRecord } from "#engine/publish/state/published-record.ts";
import type { Trust } from "#engine/state/trust.ts";
import type { AutoBackup } from "../export/auto-backup.ts";
import type { QuestionDesk } from "../question-desk.ts";
import type { SiteFingerprint } from "../site/site-fingerprint.ts";
import type { PublishParts, SiteToPublish } from "./publish-once.ts";
import type { RenamedTargets } from "./renamed-targets.ts";
import type { ResolvedTarget, TargetResolver } from "./target-resolver.ts";

export interface PublishRequest {
  readonly target?: string | undefined;
  /** Whether to ask the author about the plan even if the plan needs no decision. */
  readonly review: boolean;
  /** The type `PublishOptions` explains the properties `resend`, `reopens` and `publisher`. */
  readonly reopens?: boolean | undefined;
  readonly resend?: readonly string[] | undefined;
  readonly publisher?: string | undefined;
  /**
   * Answers the publish's questions in place of the author, who is not present. Default: the author answers.
   */
  readonly ask?: Ask | undefined;
  readonly signal: CancelSignal;
}

/**
 * A callback that receives the plan of a publish while the connection to the target is open.
 * `compare` compares a file on the server with the site's file.
 */
export type LookAtPlan = (plan: PublishPlan, compare: (path: string) => Promise<Comparison>) => Promise<void>;

export interface CompareRequest extends Pick<PublishRequest, "target" | "signal"> {
  /** Whether to read the contents of all files on the server. */
  readonly contents: boolean;
}

export interface PlanRequest extends Omit<PublishRequest, "review" | "resend" | "publisher" | "ask"> {
  readonly look?: LookAtPlan | undefined;
}

export interface UndoRequest extends Omit<PublishRequest, "review" | "resend" | "publisher" | "ask"> {
  /**
   * Number of the earlier publish to restore. Default: the newest publish that differs from the live site.
   */
  readonly number?: number | undefined;
}

export interface PublishServiceParts extends PublishParts {
  readonly questions: QuestionDesk;
  readonly targets: TargetResolver;
  readonly renames: Pick<RenamedTargets, "follow">;
  readonly history: PublishedHistory;
  readonly fingerprint: SiteFingerprint;
  readonly trust: Pick<Trust, "require">;
  readonly backups: Pick<AutoBackup, "beforePublish">;
  /** Called after a publish whose questions were answered by the author. */
  readonly onPublishedByHand: (target: string) => Promise<void>;
  /** Called after a publish has written into a post's file, because the editor may show the post. */
  readonly onPostWritten: (path: string) => Promise<void>;
}

/** A site to publish, with what the record of the live site will contain. */
export interface Source extends SiteToPublish {
  readonly target: ResolvedTarget;
  readonly fingerprint: string | undefined;
  readonly backTo: string | null;
  readonly made: PublishedRecord["made"];
  /** Titles of the posts of the earlier publish that is restored, by blog path. */
  readonly titles?: Readonly<Record<string, string>>;
}
