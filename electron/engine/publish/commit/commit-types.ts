import type { RemoteFiles, RemoteDirectories } from "../base/remote-files.ts";
import type { Progress } from "../base/progress.ts";
import type { Stage } from "../upload/stage.ts";
import type { KindChange } from "../plan/plan-kind-changes.ts";
import type { JournalPut, JournalRemoval } from "../state/commit-journal.ts";

/** The journal's steps that replace a file with a folder, or a folder with a file, at one path. */
export interface KindChangeSteps {
  readonly change: KindChange;
  /** The new files: a single file, or all files of the new folder. */
  readonly puts: readonly JournalPut[];
  /** The old files: a single file, or all files of the old folder. */
  readonly removals: readonly JournalRemoval[];
  /** Name of the directory in the staging directory that only this replacement uses. */
  readonly name: string;
  /** Directories that Hitofude had made before this publish. */
  readonly ours: ReadonlySet<string>;
}

/** Someone else's file that the server refused to move back to `path`. The file is now at `at`. */
export interface KeptAside {
  readonly path: string;
  readonly at: string;
}

export interface CommitOptions {
  readonly files: RemoteFiles;
  readonly place: RemoteDirectories;
  readonly stage: Stage;
  readonly directoryMode: number;
  readonly progress: Progress;
  /** Files of other people that the commit could not move back. The commit fills this list. */
  readonly keptAside: KeptAside[];
}
