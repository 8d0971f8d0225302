import type { RemoteFiles, RemotePlace } from "../base/remote-files.ts";
import type { Progress } from "../base/progress.ts";
import type { Stage } from "../upload/stage.ts";
import type { KindChange } from "../plan/plan-kind-changes.ts";
import type { JournalPut, JournalRemoval } from "./commit-journal.ts";

/** One kind change with its files. */
export interface KindChangeSteps {
  readonly turn: KindChange;
  /** The new files in the folder, or the one new file. */
  readonly puts: readonly JournalPut[];
  /** The one old file, or all files in the folder. */
  readonly removals: readonly JournalRemoval[];
  /** Name in the stage directory that is unique across kind changes and publishes. */
  readonly name: string;
  /** Directories of ours before this publish. */
  readonly ours: ReadonlySet<string>;
}

export interface CommitOptions {
  readonly files: RemoteFiles;
  readonly place: RemotePlace;
  readonly stage: Stage;
  readonly directoryMode: number;
  readonly progress: Progress;
}
