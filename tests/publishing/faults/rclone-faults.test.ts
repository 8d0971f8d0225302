import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { RcloneFiles } from "#engine/publish/transports/rclone/rclone-files.ts";
import { FaultPoints, triesAllFaults } from "#tests/support/publish/fault-ledger.ts";
import { openFaultSite } from "#tests/support/publish/fault-site.ts";
import { type Fault, FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import { configureRclone, hasRclone } from "#tests/support/servers/rclone.ts";

const faults: readonly Omit<Fault, "at">[] = [{ kind: "before" }, { kind: "after" }, { kind: "refuse" }];

test.runIf(hasRclone)("rclone: a lost connection or a refused request", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-rclone-faults-"));
  const home = join(folder, "home");
  await mkdir(home);
  const emptyFolder = async (path: string): Promise<void> => {
    await rm(path, { recursive: true, force: true });
    await mkdir(path, { recursive: true });
  };
  const giveBack = await configureRclone(folder, `[near]\ntype = alias\nremote = ${folder}\n`);
  const site = await openFaultSite({ home, emptyFolder, seenAs: "/" });
  const points = new FaultPoints(inject("faultLedger"), "rclone", "cut or refused");
  const publishing = async <T>(work: (files: RcloneFiles) => Promise<T>): Promise<T> => {
    const files = await RcloneFiles.open("near:home/public_html");
    return work(files).finally(() => files.end());
  };
  const step = triesAllFaults ? 1 : 73;
  try {
    for (let at = 11, isOver = false; !isOver && points.problems.length < 3; at += step) {
      const fault = faults[points.tried % faults.length] ?? { kind: "before" };
      await points.try(`operation ${at}, ${fault.kind}`, async () => {
        await site.begin((publishBefore) => publishing(publishBefore));
        await publishing(async (files) => {
          const faulty = new FaultyFiles(files, { ...fault, at });
          await site.publishAfter(faulty).catch((error: unknown) => expect(error).toBeInstanceOf(Error));
          isOver = faulty.count < at;
        });
        // A remote may replace a file by a removal and a copy.
        await site.expectWhole(true);
        await publishing((files) => site.publishAfter(files));
        await site.expectFinished();
      });
    }
    expect(points.problems).toEqual([]);
    expect(points.tried).toBeGreaterThan(1);
  } finally {
    giveBack();
    await site.remove();
    await rm(folder, { recursive: true, force: true });
  }
});
