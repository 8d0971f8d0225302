import { AppError, type MessageValues } from "#contract/errors.ts";
import type { TargetOf } from "#contract/settings/target.ts";
import type { TestReport } from "#contract/types/connection-test-types.ts";
import { expandHome } from "#engine/base/home-path.ts";
import { testFiles } from "../../connection-test/connection-test.ts";
import type { Transport } from "../transport.ts";
import { LocalFiles } from "./local-files.ts";
import { type LocalPaths, localPaths } from "./local-paths.ts";
import type { Published } from "../../run/publish.ts";
import type { PublishOptions } from "../../run/publish-options.ts";
import { compareAt, planAt, publishAt, type TargetAccess } from "../../run/target-run.ts";

/** The transport to a folder on this computer. */
export const folderTransport: Transport<"folder"> = {
  publish: (target, options) => publishToFolder({ ...options, target }),
  plan: (target, options) => planAt(accessTo(target), options),
  compare: (target, options) => compareAt(accessTo(target), options),
  test: async (target, options) => {
    const onReport = (report: TestReport): void => options.onReport?.(localReport(report, paths));
    const reports = await withLocalNames(
      testFiles(new LocalFiles(), inFolder(target), { ...options, onReport }),
    );
    return reports.map((report) => localReport(report, paths));
  },
};

/** Publishes into a folder on this computer, with the same steps as a publish to a server. */
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
    open: async () => ({ files: new LocalFiles(), session: null }),
    shownValues: (values) => localValues(values, paths),
  };
}

const paths = localPaths();

/** Converts the path of the target's folder to the form that a publish needs: absolute, with `/`. */
function inFolder(target: TargetOf<"folder">): TargetOf<"folder"> {
  return { ...target, directory: paths.toRemote(expandHome(target.directory)) };
}

/** Waits for `work`. If `work` rejects, converts the paths in the error to paths of this computer. */
async function withLocalNames<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, localValues(error.values, paths), error.cause);
  }
}

/** Converts the paths in a step of the connection test to paths of this computer. */
export function localReport(
  { finding, ...report }: TestReport,
  local: Pick<LocalPaths, "toLocal">,
): TestReport {
  return {
    ...report,
    values: localValues(report.values, local),
    finding: finding && { ...finding, values: localValues(finding.values, local) },
  };
}

/** Converts the paths in the values of an error or a note to paths of this computer. */
export function localValues(values: MessageValues, { toLocal }: Pick<LocalPaths, "toLocal">): MessageValues {
  const shown = Object.entries(values).map(([key, value]) => [
    key,
    ["path", "directory", "parent", "at"].includes(key) ? (toLocal(String(value)) ?? value) : value,
  ]);
  return Object.fromEntries(shown);
}
