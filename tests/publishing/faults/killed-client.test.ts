import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openSession } from "#engine/publish/transports/sftp/open-session.ts";
import type { SftpSession } from "#engine/publish/transports/sftp/sftp-session.ts";
import type { DoomedOrder } from "#tests/support/publish/doomed-client.ts";
import { FaultPoints, triesAllFaults } from "#tests/support/publish/fault-ledger.ts";
import { openFaultSite } from "#tests/support/publish/fault-site.ts";
import { FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { noSecrets, yes } from "#tests/support/publish/sftp-publish.ts";
import { turningSites } from "#tests/support/publish/turning-site.ts";

const sshTest = test.runIf(hasOpenSsh);
const program = fileURLToPath(new URL("../../support/publish/doomed-client.ts", import.meta.url));
let server: OpenSshServer;
const ways = [{}, { swap: "always" }, { swap: "then" }, { sites: turningSites }] as const;

beforeAll(async () => {
  if (!hasOpenSsh) return;
  server = await startOpenSsh();
});
afterAll(() => server?.stop());

/**
 * Number of operations between the points that are tried; with `HITOFUDE_FAULTS=all`, all points are tried.
 */
const step = (way: object): number => (triesAllFaults ? 1 : "swap" in way ? 67 : "sites" in way ? 41 : 25);

const runs = ways.flatMap((way) => [false, true].map((answered) => ({ way, answered })));

for (const { way, answered } of runs) {
  const when = answered ? "when an answer has come" : "before it asks";
  const how = "swap" in way ? `, swap ${way.swap}` : "sites" in way ? ", something turns" : "";
  const name = `SIGKILL of the client ${when}, OpenSSH${how}`;
  sshTest(name, { timeout: 1_200_000 }, async () => {
    const points = new FaultPoints(inject("faultLedger"), name);
    const { home, emptyFolder, own } = server;
    const site = await openFaultSite({ home, emptyFolder, own, ...way });
    const operations = await withSession(async (session) => {
      await site.reset();
      const files = new FaultyFiles(session, null);
      await site.publishBefore(session);
      await site.publishAfter(files);
      return files.count;
    });
    let next = await readyClient();
    // The number of operations depends on how answers and batches coincide: the last point is the first that
    // a publish does not reach.
    let isOver = false;
    for (let at = answered ? 5 : 1; !isOver && points.problems.length < 4; at += step(way)) {
      const client = next;
      const preparing = readyClient();
      await points.try(`operation ${at} of about ${operations}`, async () => {
        await site.reset();
        await withSession((session) => site.publishBefore(session));
        const wasKilled = await runDoomed(client, {
          at,
          answered,
          input: site.inputAfter,
          mode: "swap" in way ? "swap" : undefined,
        });
        isOver = !wasKilled;
        if (isOver) expect(at, "where no operation was left").toBeGreaterThan(0.9 * operations);
        await site.expectWhole(false);
        await withSession((session) => site.publishAfter(session));
        await site.expectFinished();
        await withSession((session) => site.publishAnother(session));
      });
      next = await preparing;
    }
    next.kill("SIGKILL");
    await site.remove();
    expect(points.problems).toEqual([]);
    expect(points.tried).toBeGreaterThan(60 / step(way) - 1);
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

/** Returns a client process that has loaded all its modules. */
async function readyClient(): Promise<ChildProcess> {
  const client = fork(program, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await once(client, "message");
  return client;
}

/** Makes a client publish until it is killed or finished; returns which of these happened. */
async function runDoomed(
  client: ChildProcess,
  { mode, ...doom }: Pick<DoomedOrder, "at" | "answered" | "input"> & { readonly mode: "swap" | undefined },
): Promise<boolean> {
  const { knownHostsFile } = server;
  const target = server.target(mode ? { mode } : {});
  const order: DoomedOrder = { ...doom, target, knownHostsFile };
  const ended = once(client, "exit");
  client.send(order);
  const [code, signal] = await ended;
  if (signal === null) expect(code, "exit code").toBe(0);
  else expect(signal).toBe("SIGKILL");
  return signal !== null;
}
