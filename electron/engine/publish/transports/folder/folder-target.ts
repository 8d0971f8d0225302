import type { TargetOf } from "#contract/settings/target.ts";
import { testFiles } from "../../connection-test/connection-test.ts";
import type { Transport } from "../transport.ts";
import { LocalFiles } from "./local-files.ts";
import { Progress } from "../../base/progress.ts";
import { conclude, type Published, runExplained } from "../../run/publish.ts";
import type { PublishOptions } from "../../run/publish-options.ts";

const modes = { file: 0o644, directory: 0o755 };

/** The transport to a folder on this computer. */
export const folderTransport: Transport<"folder"> = {
  publish: (target, options) => publishToFolder({ ...options, target }),
  test: (target, options) => testFiles(new LocalFiles(), target, options),
};

/**
 * Publishes into a folder on this computer, by the same protocol as to a server: with stage, journal and
 * lock, and without touching files that are not ours.
 */
export async function publishToFolder(
  options: PublishOptions & { readonly target: TargetOf<"folder"> },
): Promise<Published> {
  const { directory, url } = options.target;
  const progress = new Progress(options.onProgress ?? (() => undefined));
  const started = performance.now();
  const outcome = await runExplained(new LocalFiles(), { ...options, directory, modes }, progress);
  return conclude(outcome, options, { url, isLive: true }, started, progress);
}
