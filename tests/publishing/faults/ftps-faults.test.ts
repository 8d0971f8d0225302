import { expect, inject, test } from "vitest";
import type { FtpsFiles } from "#engine/publish/transports/ftps/ftps-files.ts";
import { noise } from "#tests/support/noise.ts";
import { FaultPoints, triesAllFaults } from "#tests/support/publish/fault-ledger.ts";
import { openFaultSite } from "#tests/support/publish/fault-site.ts";
import { type Fault, FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import {
  type FtpsConnections,
  ftpsVariants,
  proxyFtps,
  withFtps,
} from "#tests/support/publish/ftps-publish.ts";
import { linkedSite } from "#tests/support/publish/linked-site.ts";
import { readyClient, runDoomed } from "#tests/support/publish/run-doomed.ts";
import { ftpsFamilies, ftpsPassword } from "#tests/support/servers/ftps-servers.ts";
import type { TcpProxy } from "#tests/support/servers/tcp-proxy.ts";

const faults: readonly Omit<Fault, "at">[] = [
  { kind: "before" },
  { kind: "after" },
  { kind: "refuse" },
  { kind: "refuse", status: 3 },
];

for (const { name, isHere, start, replaces } of ftpsVariants) {
  test.runIf(isHere)(`${name}: a cut connection or a refused request`, async () => {
    const server = await start();
    const { home, emptyFolder, own } = server;
    const site = await openFaultSite({ home, emptyFolder, own, seenAs: server.target().directory });
    const points = new FaultPoints(inject("faultLedger"), "FTPS", `cut or refused, ${name}`);
    const step = triesAllFaults ? 1 : 47;
    try {
      for (let at = 2, isOver = false; !isOver && points.problems.length < 3; at += step) {
        const fault = faults[points.tried % faults.length] ?? { kind: "before" };
        await points.try(`operation ${at}, ${fault.kind}`, async () => {
          await site.begin((publishBefore) => withFtps(server, publishBefore));
          await withFtps(server, async (files) => {
            const faulty = new FaultyFiles(files, { ...fault, at });
            await site.publishAfter(faulty).catch((error: unknown) => expect(error).toBeInstanceOf(Error));
            isOver = faulty.count < at;
          });
          await site.expectWhole(!replaces);
          await withFtps(server, (files) => site.publishAfter(files));
          await site.expectFinished();
          await withFtps(server, (files) => site.publishAnother(files));
        });
      }
      expect(points.problems).toEqual([]);
      expect(points.tried).toBeGreaterThan(3);
    } finally {
      await site.remove();
      await server.stop();
    }
  });
}

for (const family of ftpsFamilies) {
  test.runIf(family.isHere)(`${family.name}: SIGKILL of the client`, async () => {
    const server = await family.start();
    const { home, emptyFolder, own, knownHostsFile } = server;
    const target = server.target();
    const site = await openFaultSite({ home, emptyFolder, own, seenAs: target.directory });
    const points = new FaultPoints(inject("faultLedger"), "FTPS", `SIGKILL of the client, ${family.name}`);
    const step = triesAllFaults ? 1 : 90;
    try {
      for (let at = 20, isOver = false; !isOver && points.problems.length < 3; at += step) {
        await points.try(`operation ${at}`, async () => {
          await site.begin((publishBefore) => withFtps(server, publishBefore));
          const answered = points.tried % 2 === 0;
          const order = {
            at,
            answered,
            input: site.inputAfter,
            target,
            password: ftpsPassword,
            knownHostsFile,
          };
          isOver = !(await runDoomed(await readyClient(), order));
          await site.expectWhole(false);
          await withFtps(server, (files) => site.publishAfter(files));
          await site.expectFinished();
        });
      }
      expect(points.problems).toEqual([]);
      expect(points.tried).toBeGreaterThan(1);
    } finally {
      await site.remove();
      await server.stop();
    }
  });
}

const film = noise(12_000_000, 3);
const sites = (() => {
  const after = { ...linkedSite(4, 2), "media/film.png": film };
  return { before: linkedSite(3), after, another: { ...after, "feed.xml": "third" } };
})();

const lost = "publish.connectionLost";

/** Faults of the network while a large file is sent. */
const networkFaults: readonly {
  readonly name: string;
  readonly at: FtpsConnections;
  readonly begin: (proxy: TcpProxy) => void;
  /** Code of the error that the publish ends with. */
  readonly code: unknown;
}[] = [
  {
    name: "a cut control connection",
    at: "control",
    begin: (proxy) => proxy.cutAfter(4000),
    // Further connections, which the proxy closes at once, can be the first to fail.
    code: expect.stringMatching(/^publish\.(connectionLost|closedAtOnce)$/),
  },
  { name: "a cut data connection", at: "data", begin: (proxy) => proxy.cutAfter(2_000_000), code: lost },
  {
    name: "a silent data connection",
    at: "data",
    begin: (proxy) => proxy.swallowAfter(2_000_000),
    code: lost,
  },
  { name: "a silent network", at: "all", begin: (proxy) => proxy.swallowAfter(2_000_000), code: lost },
];

for (const [index, { name, isHere, start }] of ftpsFamilies.entries()) {
  // By default, each server is tried with every other fault, so that each fault is tried.
  const faults = networkFaults.filter((_, number) => triesAllFaults || (number + index) % 2 === 0);
  test.runIf(isHere)(`${name}: a network that cuts or swallows connections`, async () => {
    const server = await start();
    const { home, emptyFolder, own } = server;
    const seenAs = server.target().directory;
    const site = await openFaultSite({ home, emptyFolder, own, seenAs, sites });
    const points = new FaultPoints(inject("faultLedger"), "FTPS", `the network, ${name}`);
    try {
      for (const fault of faults) {
        await points.try(fault.name, async () => {
          await site.begin((publishBefore) => withFtps(server, publishBefore));
          const { proxy, target, stop } = await proxyFtps(server, fault.at);
          try {
            const publish = async (files: FtpsFiles): Promise<void> => {
              fault.begin(proxy);
              await expect(site.publishAfter(files)).rejects.toMatchObject({
                code: fault.code,
              });
            };
            await withFtps(server, publish, { target, replyMs: 1000 });
            await site.expectWhole(false);
          } finally {
            await stop();
          }
          await withFtps(server, (files) => site.publishAfter(files));
          await site.expectFinished();
          await withFtps(server, (files) => site.publishAnother(files));
        });
      }
      expect(points.problems).toEqual([]);
    } finally {
      await site.remove();
      await server.stop();
    }
  });
}
