import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openSession } from "#engine/publish/transports/sftp/open-session.ts";
import type { SftpSession } from "#engine/publish/transports/sftp/sftp-session.ts";
import { FaultPoints, triesAllFaults } from "#tests/support/publish/fault-ledger.ts";
import { openFaultSite } from "#tests/support/publish/fault-site.ts";
import { FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { noSecrets, yes } from "#tests/support/publish/sftp-publish.ts";
import { readyClient, runDoomed } from "#tests/support/publish/run-doomed.ts";
import { turningSites } from "#tests/support/publish/turning-site.ts";

const sshTest = test.runIf(hasOpenSsh);
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
    const points = new FaultPoints(inject("faultLedger"), "SFTP", name);
    const { home, emptyFolder, own } = server;
    const site = await openFaultSite({ home, emptyFolder, own, ...way });
    await site.begin((publishBefore) => withSession(publishBefore));
    const operations = await withSession(async (session) => {
      const files = new FaultyFiles(session, null);
      await site.publishAfter(files);
      return files.count;
    });
    let next = await readyClient();
    // The number of operations depends on how answers and batches coincide.
    // The last point is the first that a publish does not reach.
    let isOver = false;
    for (let at = answered ? 5 : 1; !isOver && points.problems.length < 4; at += step(way)) {
      const client = next;
      const preparing = readyClient();
      await points.try(`operation ${at} of about ${operations}`, async () => {
        await site.begin((publishBefore) => withSession(publishBefore));
        const wasKilled = await runDoomed(client, {
          at,
          answered,
          input: site.inputAfter,
          target: server.target("swap" in way ? { mode: "swap" } : {}),
          knownHostsFile: server.knownHostsFile,
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
