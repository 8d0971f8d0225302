import { Progress } from "../../base/progress.ts";
import type { FtpsTarget } from "../../base/targets.ts";
import { testServer } from "../../connection-test/connection-test.ts";
import { compareLive } from "../../run/compare-live.ts";
import { conclude, type Published, runExplained } from "../../run/publish.ts";
import type { PublishOptions } from "../../run/publish-options.ts";
import { withTidyCancel } from "../../run/tidy-cancel.ts";
import { connectFailure } from "../sftp/connect-failure.ts";
import type { Transport, TransportAccess } from "../transport.ts";

/** The transport to web space on a server that is reached over FTP with TLS. */
export const ftpsTransport: Transport<"ftps"> = {
  publish: (target, options, access) => publishOverFtps({ ...options, ...access, target }),
  compare: async (target, options, access) => {
    const progress = new Progress(options.onProgress ?? (() => undefined));
    progress.enter("connect");
    const { openFtps } = await import("./open-ftps.ts");
    const files = await openFtps({ ...options, ...access, target });
    return withTidyCancel(asSession(files), options.signal, () =>
      compareLive(files, { ...options, directory: target.directory }, progress),
    );
  },
  test: (target, options, access) =>
    testServer(
      async () => ({ ...target, signIn: "password" as const }),
      { ...options, ...access },
      {
        open: async (_settings, hooks) => {
          const { openFtps } = await import("./open-ftps.ts");
          return openFtps({ ...hooks, target });
        },
        explain: connectFailure,
      },
    ),
};

/** Publishes over FTP with TLS. Rejects with an `AppError`. */
async function publishOverFtps(
  options: PublishOptions & TransportAccess & { readonly target: FtpsTarget },
): Promise<Published> {
  const { target, signal } = options;
  const progress = new Progress(options.onProgress ?? (() => undefined));
  const started = performance.now();
  progress.enter("connect");
  const { openFtps } = await import("./open-ftps.ts");
  const files = await openFtps(options);
  const modes = {
    file: Number.parseInt(target.fileMode, 8),
    directory: Number.parseInt(target.directoryMode, 8),
  };
  const outcome = await withTidyCancel(asSession(files), signal, () =>
    runExplained(files, { ...options, directory: target.directory, modes }, progress),
  );
  return conclude(outcome, options, target.url, started, progress);
}

function asSession(files: { end(): void }): { end(): void; abandon(): void } {
  return { end: () => files.end(), abandon: () => files.end() };
}
