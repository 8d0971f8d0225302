import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openSession } from "#engine/publishing/ssh/open-session.ts";
import type { SftpSession } from "#engine/publishing/ssh/sftp-session.ts";
import type { DoomedOrder } from "#tests/support/doomed-client.ts";
import { FaultPoints, triesAllFaults } from "#tests/support/fault-ledger.ts";
import { type FaultSite, openFaultSite, siteAfter } from "#tests/support/fault-site.ts";
import { FaultyFiles } from "#tests/support/faulty-files.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/openssh-server.ts";
import { noSecrets, yes } from "#tests/support/sftp-publish.ts";

const sshTest = test.runIf(hasOpenSsh);
const program = fileURLToPath(new URL("../support/doomed-client.ts", import.meta.url));
let server: OpenSshServer;
let site: FaultSite;

beforeAll(async () => {
  if (!hasOpenSsh) return;
  server = await startOpenSsh();
  site = await openFaultSite({ home: server.home, emptyFolder: server.emptyFolder, own: server.own });
});
afterAll(async () => {
  await site?.remove();
  await server?.stop();
});

/** How many operations lie between the points that are tried; all of them are with `HITOFUDE_FAULTS=all`. */
const step = triesAllFaults ? 1 : 9;

for (const answered of [false, true]) {
  const name = `SIGKILL of the client ${answered ? "when an answer has come" : "before it asks"}, OpenSSH`;
  sshTest(name, { timeout: 1_200_000 }, async () => {
    const points = new FaultPoints(inject("faultLedger"), name);
    const operations = await withSession(async (session) => {
      await site.reset();
      const files = new FaultyFiles(session, null);
      await site.publishBefore(session);
      await site.publishAfter(files);
      return files.count;
    });
    let next = await readyClient();
    for (let at = answered ? 5 : 1; at <= operations && points.problems.length < 4; at += step) {
      const client = next;
      const preparing = readyClient();
      await points.try(`operation ${at} of ${operations}`, async () => {
        await site.reset();
        await withSession((session) => site.publishBefore(session));
        expect(await runDoomed(client, at, answered)).toBe("SIGKILL");
        await site.expectWhole(false);
        await withSession((session) => site.publishAfter(session));
        await site.expectFinished(siteAfter);
        await withSession((session) => site.publishAnother(session));
      });
      next = await preparing;
    }
    next.kill("SIGKILL");
    expect(points.problems).toEqual([]);
    expect(points.tried).toBeGreaterThan(60 / step);
  });
}

async function withSession<T>(work: (session: SftpSession) => Promise<T>): Promise<T> {
  const { knownHostsFile } = server;
  const session = await openSession({
    target: server.target(),
    knownHostsFile,
    secrets: noSecrets,
    ask: yes,
  });
  return work(session).finally(() => session.end());
}

/** A client that has loaded all that it needs. */
async function readyClient(): Promise<ChildProcess> {
  const client = fork(program, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await once(client, "message");
  return client;
}

/** Has it publish until it dies; returns the signal that ended it. */
async function runDoomed(client: ChildProcess, at: number, answered: boolean): Promise<unknown> {
  const { knownHostsFile } = server;
  const order: DoomedOrder = {
    input: site.inputAfter,
    target: server.target(),
    knownHostsFile,
    at,
    answered,
  };
  const ended = once(client, "exit");
  client.send(order);
  const [, signal] = await ended;
  return signal;
}
