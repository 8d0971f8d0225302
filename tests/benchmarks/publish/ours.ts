import { publishOverSftp as publish } from "#engine/publish/transports/sftp/sftp-target.ts";
import type { PublishInput } from "#engine/publish/run/publish-options.ts";
import { openSession } from "#engine/publish/transports/sftp/open-session.ts";
import type { OpenSshServer } from "#tests/support/servers/openssh-server.ts";
import { noSecrets, yes } from "#tests/support/publish/sftp-publish.ts";

/** Publishes as our program does, with the whole protocol. */
export async function publishOurs(server: OpenSshServer, port: number, input: PublishInput): Promise<void> {
  await publish({
    name: "live",
    input,
    ask: yes,
    secrets: noSecrets,
    knownHostsFile: server.knownHostsFile,
    target: server.target({ port }),
    client: { user: "author", computer: "desk" },
    review: false,
    program: "benchmark",
  });
}

/** Connects to the server and does the start of a publish, before its first request. Then disconnects. */
export async function connectOnly(server: OpenSshServer, port: number): Promise<void> {
  const { knownHostsFile } = server;
  const target = server.target({ port });
  const session = await openSession({ target, secrets: noSecrets, ask: yes, knownHostsFile });
  session.end();
}
