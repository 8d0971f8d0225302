import type { RemoteFiles, RemotePlace } from "../base/remote-files.ts";
import type { Progress } from "../base/progress.ts";
import type { Stage } from "../upload/stage.ts";
import type { KindChange } from "../plan/plan-kind-changes.ts";
import type { JournalPut, JournalRemoval } from "./commit-journal.ts";

/** One turn with all that it needs. */
export interface KindChangeSteps {
  readonly turn: KindChange;
  /** What goes into the folder, or the one file. */
  readonly puts: readonly JournalPut[];
  /** The one file, or all that is in the folder. */
  readonly removals: readonly JournalRemoval[];
  /** Name in the stage directory that no other turn has, of whichever publish. */
  readonly name: string;
  /** Directories that were ours before. */
  readonly ours: ReadonlySet<string>;
}

export interface CommitOptions {
  readonly files: RemoteFiles;
  readonly place: RemotePlace;
  readonly stage: Stage;
  readonly directoryMode: number;
  readonly progress: Progress;
}
