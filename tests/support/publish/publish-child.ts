import type { Answer } from "#contract/types/publish-run-types.ts";
import { publishOverSftp as publish } from "#engine/publish/transports/sftp/sftp-target.ts";
import type { SftpPublishOptions } from "#engine/publish/run/publish-options.ts";
import { noSecrets } from "./sftp-publish.ts";

/**
 * Publishes in a separate process, which the test kills during the publish.
 * The first argument contains the options as JSON.
 */
const options: Pick<SftpPublishOptions, "input" | "target" | "knownHostsFile"> = JSON.parse(
  process.argv[2] ?? "",
);
await publish({
  ...options,
  name: "live",
  ask: async (): Promise<Answer> => ({ accept: true, answers: [], remember: false }),
  secrets: noSecrets,
  client: { user: "author", computer: "desk" },
  review: false,
  program: "test",
});
