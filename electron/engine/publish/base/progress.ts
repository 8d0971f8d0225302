import type { PublishProgress, PublishStage } from "#contract/types/publish-run-types.ts";

/** Minimum time between two reports, in milliseconds. */
const intervalMs = 100;

/** Counts the files and bytes of a publish. Reports the numbers about ten times a second. */
export class Progress {
  readonly #report: (progress: PublishProgress) => void;
  #state: PublishProgress = { stage: "connect", files: 0, totalFiles: 0, bytes: 0, totalBytes: 0, file: "" };
  #reportedAt = Number.NEGATIVE_INFINITY;

  constructor(report: (progress: PublishProgress) => void) {
    this.#report = report;
  }

  /** Begins a part of the publish, such as the upload, with its own totals of files and bytes. */
  enter(stage: PublishStage, totalFiles = 0, totalBytes = 0): void {
    this.#state = { stage, files: 0, totalFiles, bytes: 0, totalBytes, file: "" };
    this.#reportIfDue(true);
  }

  /** Reports that the publish waits until another client (`holder`) releases the lock. */
  waitFor(holder: NonNullable<PublishProgress["holder"]>): void {
    this.#state = { stage: "lock", files: 0, totalFiles: 0, bytes: 0, totalBytes: 0, file: "", holder };
    this.#reportIfDue(true);
  }

  file(path: string): void {
    this.#state = { ...this.#state, files: this.#state.files + 1, file: path };
    this.#reportIfDue(this.#state.files === this.#state.totalFiles);
  }

  bytes(count: number): void {
    this.#state = { ...this.#state, bytes: this.#state.bytes + count };
    this.#reportIfDue(false);
  }

  #reportIfDue(now: boolean): void {
    const time = performance.now();
    if (!now && time - this.#reportedAt < intervalMs) return;
    this.#reportedAt = time;
    this.#report(this.#state);
  }
}
