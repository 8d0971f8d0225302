import type { PublishProgress, PublishStage } from "#contract/types/publish-run-types.ts";

/** How much of a publish is done (0 to 1) at the beginning of each phase. The upload takes longest. */
const starts: Readonly<Record<PublishStage, number>> = {
  // The phase `compare` occurs only in a comparison with the server, not in a publish.
  compare: 0,
  backup: 0,
  build: 0,
  connect: 0.1,
  lock: 0.12,
  plan: 0.18,
  upload: 0.22,
  commit: 0.86,
  delete: 0.92,
  verify: 0.95,
  done: 1,
};

/** Returns the share of a publish that is done, from 0 to 1. The share never decreases. */
export function shareDone(progress: PublishProgress | null): number {
  if (!progress) return 0;
  const start = starts[progress.stage];
  const { files, totalFiles } = progress;
  if (progress.stage === "build") return start + (starts.connect - start) * (files / Math.max(1, totalFiles));
  if (progress.stage !== "upload") return start;
  const sent =
    progress.totalBytes > 0 ? progress.bytes / progress.totalBytes : files / Math.max(1, totalFiles);
  return start + (starts.commit - start) * Math.min(1, sent);
}

/** Whether the build is making smaller copies of images. The build counts these copies, but not the pages. */
export function isMakingImages(progress: PublishProgress | null): progress is PublishProgress {
  return progress?.stage === "build" && progress.files < progress.totalFiles;
}
