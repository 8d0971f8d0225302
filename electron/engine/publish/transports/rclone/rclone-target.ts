import type { TargetOf } from "#contract/settings/target.ts";
import { Progress } from "../../base/progress.ts";
import { compareLive } from "../../run/compare-live.ts";
import { conclude, type Published, runExplained } from "../../run/publish.ts";
import type { PublishOptions } from "../../run/publish-options.ts";
import { testFiles } from "../../connection-test/connection-test.ts";
import { withTidyCancel } from "../../run/tidy-cancel.ts";
import type { Transport } from "../transport.ts";
import { RcloneFiles } from "./rclone-files.ts";

const modes = { file: 0o644, directory: 0o755 };

/** The transport to a remote of rclone, such as S3 or WebDAV. */
export const rcloneTransport: Transport<"rclone"> = {
  publish: (target, options) => publishToRclone({ ...options, target }),
  async compare({ remote }, options) {
    const progress = new Progress(options.onProgress ?? (() => undefined));
    progress.enter("connect");
    const files = await RcloneFiles.open(remote, options.signal);
    return withTidyCancel(files, options.signal, () =>
      compareLive(files, { ...options, directory: "/" }, progress),
    );
  },
  async test({ remote, url }, options) {
    const files = await RcloneFiles.open(remote, options.signal);
    return withTidyCancel(files, options.signal, () => testFiles(files, { directory: "/", url }, options));
  },
};

/** Publishes to a remote of rclone. Uses stage, journal and lock as far as the remote supports them. */
export async function publishToRclone(
  options: PublishOptions & { readonly target: TargetOf<"rclone"> },
): Promise<Published> {
  const { remote, url } = options.target;
  const progress = new Progress(options.onProgress ?? (() => undefined));
  const started = performance.now();
  progress.enter("connect");
  const { signal } = options;
  const files = await RcloneFiles.open(remote, signal);
  const outcome = await withTidyCancel(files, signal, () =>
    runExplained(files, { ...options, directory: "/", modes }, progress),
  );
  return conclude(outcome, options, url, started, progress);
}
