import type { RemoteFiles, RemoteDirectories } from "../base/remote-files.ts";
import type { Progress } from "../base/progress.ts";
import type { Stage } from "../upload/stage.ts";
import type { KindChange } from "../plan/plan-kind-changes.ts";
import type { JournalPut, JournalRemoval } from "./commit-journal.ts";

/** The steps in the journal for one kind change: a folder replaces a file, or a file replaces a folder. */
export interface KindChangeSteps {
  readonly turn: KindChange;
  /** If a folder replaces a file, the new files in the folder. If a file replaces a folder, the new file. */
  readonly puts: readonly JournalPut[];
  /** If a folder replaces a file, the old file. If a file replaces a folder, all files in the old folder. */
  readonly removals: readonly JournalRemoval[];
  /** Unique name for a directory in the stage directory. */
  readonly name: string;
  /** Directories that Hitofude had made before this publish. */
  readonly ours: ReadonlySet<string>;
}

export interface CommitOptions {
  readonly files: RemoteFiles;
  readonly place: RemoteDirectories;
  readonly stage: Stage;
  readonly directoryMode: number;
  readonly progress: Progress;
}
