import { AppError } from "#contract/errors.ts";
import type { TargetOf } from "#contract/settings/target.ts";
import { expandHome } from "#engine/base/home-path.ts";
import { testFiles } from "../../connection-test/connection-test.ts";
import type { Transport } from "../transport.ts";
import { LocalFiles } from "./local-files.ts";
import { localPaths } from "./local-paths.ts";
import type { Published } from "../../run/publish.ts";
import type { PublishOptions } from "../../run/publish-options.ts";
import { compareAt, planAt, publishAt, type TargetAccess } from "../../run/target-run.ts";

/** The transport to a folder on this computer. */
export const folderTransport: Transport<"folder"> = {
  publish: (target, options) => publishToFolder({ ...options, target }),
  plan: (target, options) => planAt(accessTo(target), options),
  compare: (target, options) => compareAt(accessTo(target), options),
  test: (target, options) => withLocalNames(testFiles(new LocalFiles(), inFolder(target), options)),
};

/** Publishes into a folder on this computer. Uses stage, journal and lock, like a publish to a server. */
export function publishToFolder(
  options: PublishOptions & { readonly target: TargetOf<"folder"> },
): Promise<Published> {
  return publishAt(accessTo(options.target), options);
}

function accessTo(target: TargetOf<"folder">): TargetAccess {
  const { directory, url } = inFolder(target);
  return {
    directory,
    url,
    isLocal: true,
    open: async () => ({ files: new LocalFiles(), session: null }),
    converted: localNamesIn,
  };
}

const paths = localPaths();

/** Converts the path of the target's folder to the form of `LocalPaths`. */
function inFolder(target: TargetOf<"folder">): TargetOf<"folder"> {
  return { ...target, directory: paths.toRemote(expandHome(target.directory)) };
}

/** Waits for `work`. Converts the paths in an error of `work` to paths of this computer. */
async function withLocalNames<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw localNamesIn(error);
  }
}

function localNamesIn(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const values = Object.entries(error.values).map(([key, value]) => [
    key,
    ["path", "directory", "parent", "at"].includes(key) ? (paths.toLocal(String(value)) ?? value) : value,
  ]);
  return new AppError(error.code, Object.fromEntries(values), error.cause);
}
