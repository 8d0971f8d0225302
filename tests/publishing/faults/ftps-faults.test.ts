import { expect, inject, test } from "vitest";
import { FaultPoints, triesAllFaults } from "#tests/support/publish/fault-ledger.ts";
import { openFaultSite } from "#tests/support/publish/fault-site.ts";
import { type Fault, FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import { ftpsVariants, withFtps } from "#tests/support/publish/ftps-publish.ts";
import { readyClient, runDoomed } from "#tests/support/publish/run-doomed.ts";
import { ftpsFamilies, ftpsPassword } from "#tests/support/servers/ftps-servers.ts";

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
