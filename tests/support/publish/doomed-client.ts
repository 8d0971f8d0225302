import { flushCompileCache } from "node:module";
import { openSession } from "#engine/publish/transports/sftp/open-session.ts";
import { openFtps } from "#engine/publish/transports/ftps/open-ftps.ts";
import type { FtpsTarget, SftpTarget } from "#engine/publish/base/targets.ts";
import { publishThrough } from "./fault-site.ts";
import { FaultyFiles } from "./faulty-files.ts";
import { noSecrets, yes } from "./sftp-publish.ts";
import type { PublishInput } from "#engine/publish/run/publish-options.ts";

/** The instructions that a client process receives from its parent process. */
export interface DoomedOrder {
  readonly input: PublishInput;
  readonly target: SftpTarget | FtpsTarget;
  /** Password of the account, for servers that require a password. */
  readonly password?: string;
  readonly knownHostsFile: string;
  /** Number of the operation at which the client is killed, counted from 1. */
  readonly at: number;
  /** Whether the client gets the answer to this operation before it is killed. */
  readonly answered: boolean;
}

// A client is loaded before its instructions arrive, so that a test can keep many clients ready.
process.once("message", (message: DoomedOrder) => {
  void work(message);
});
// A process that is killed stores nothing at its end
flushCompileCache?.();
process.send?.("ready");

/** Publishes to a server, and kills its own process during the publish, so that no clean-up code runs. */
async function work({ input, target, password, knownHostsFile, at, answered }: DoomedOrder): Promise<void> {
  const secrets = { ...noSecrets, get: async () => password ?? null };
  const session = await (target.kind === "sftp"
    ? openSession({ target, knownHostsFile, secrets, ask: yes })
    : openFtps({ target, knownHostsFile, secrets, ask: yes }));
  const die = (): void => {
    process.kill(process.pid, "SIGKILL");
  };
  const files = new FaultyFiles(session, null, {
    onBegin: (count) => {
      if (count === at && !answered) die();
    },
    onOperation: async (count) => {
      if (count === at && answered) die();
    },
  });
  await publishThrough(files, target.directory, input, target.kind === "sftp" && target.mode === "swap");
  session.end();
  process.send?.(files.count);
  process.disconnect();
}
