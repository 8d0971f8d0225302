import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { TargetOf } from "#contract/settings/target.ts";
import { testFiles } from "../../connection-test/connection-test.ts";
import type { Published } from "../../run/publish.ts";
import type { PublishOptions } from "../../run/publish-options.ts";
import { compareAt, planAt, publishAt, type TargetAccess } from "../../run/target-run.ts";
import { withTidyCancel } from "../../run/tidy-cancel.ts";
import type { Transport } from "../transport.ts";
import { RcloneFiles } from "./rclone-files.ts";

/** The transport to a remote of rclone, such as S3 or WebDAV. */
export const rcloneTransport: Transport<"rclone"> = {
  publish: (target, options) => publishToRclone({ ...options, target }),
  plan: (target, options) => planAt(accessTo(target, options.signal), options),
  compare: (target, options) => compareAt(accessTo(target, options.signal), options),
  async test({ remote, url }, options) {
    const files = await RcloneFiles.open(remote, options.signal);
    return withTidyCancel(files, options.signal, async () => {
      // Writes no test file, because rclone would then make the missing folder or bucket.
      if (!files.hasFolder) throw new AppError("rclone.folderMissing", { remote });
      return testFiles(files, { directory: "/", url }, options);
    });
  },
};

/** Publishes to a remote of rclone, with the same steps as a publish to a server. */
export function publishToRclone(
  options: PublishOptions & { readonly target: TargetOf<"rclone"> },
): Promise<Published> {
  return publishAt(accessTo(options.target, options.signal), options);
}

function accessTo({ remote, url }: TargetOf<"rclone">, signal: CancelSignal | undefined): TargetAccess {
  return {
    server: JSON.stringify({ rclone: remote }),
    directory: "/",
    url,
    open: async () => {
      const files = await RcloneFiles.open(remote, signal);
      return { files, session: files };
    },
  };
}
