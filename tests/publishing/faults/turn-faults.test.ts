import { afterEach, expect, inject, test } from "vitest";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { FaultPoints, triesAllFaults } from "#tests/support/publish/fault-ledger.ts";
import { type FaultSite, openFaultSite } from "#tests/support/publish/fault-site.ts";
import { type Fault, FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import { tryFault } from "#tests/support/publish/try-fault.ts";
import { turningSites } from "#tests/support/publish/turning-site.ts";

let site: FaultSite | undefined;

afterEach(() => site?.remove());

interface Way {
  readonly name: string;
  readonly announcesReplace: boolean;
  readonly inOrder: boolean;
  readonly swap?: "always";
}

const ways: readonly Way[] = [
  { name: "with posix-rename", announcesReplace: true, inOrder: false },
  { name: "in order, with posix-rename", announcesReplace: true, inOrder: true },
  { name: "without posix-rename", announcesReplace: false, inOrder: false },
  { name: "swap", announcesReplace: true, inOrder: false, swap: "always" },
];

/**
 * `every`: number of operations between the points that are tried.
 * With `HITOFUDE_FAULTS=all`, all points are tried.
 */
const kinds: readonly { readonly name: string; readonly fault: Omit<Fault, "at">; readonly every: number }[] =
  [
    { name: "cut before it arrives", fault: { kind: "before" }, every: 9 },
    { name: "cut before the answer", fault: { kind: "after" }, every: 11 },
    { name: "refused with failure", fault: { kind: "refuse", status: 4 }, every: 13 },
    { name: "refused with permission denied", fault: { kind: "refuse", status: 3 }, every: 27 },
    { name: "refused with no such file", fault: { kind: "refuse", status: 2 }, every: 27 },
    { name: "never answered", fault: { kind: "stall" }, every: 23 },
  ];

for (const { name: way, announcesReplace, inOrder, swap } of ways) {
  for (const { name, fault, every } of kinds) {
    const title = `something turns: ${name}, ${way}`;
    test(title, { timeout: 600_000 }, async () => {
      const points = new FaultPoints(inject("faultLedger"), "folder", title);
      const tried = await openFaultSite({ sites: turningSites, ...(swap ? { swap } : {}) });
      site = tried;
      const files = (one: Fault | null): FaultyFiles =>
        new FaultyFiles(new LocalFiles(), one, { announcesReplace, inOrder });
      const step = triesAllFaults ? 1 : swap ? every * 3 : every;
      let isOver = false;
      for (let at = 1; !isOver; at += step) {
        const trial = { files, fault: { ...fault, at }, mayMiss: !announcesReplace };
        await points.try(`operation ${at}`, () =>
          tryFault(tried, trial, (faulty) => {
            isOver = faulty.count < at;
          }),
        );
        if (points.problems.length > 3) break;
      }
      expect(points.problems).toEqual([]);
      // A gap occurs only between the two renames of each of the two kind changes.
      // After a refusal, the first rename is undone.
      const refusals = fault.kind === "refuse" ? 0 : 4;
      expect(tried.gaps).toBeLessThanOrEqual(swap ? 0 : refusals);
      expect(points.tried).toBeGreaterThan(60 / step);
    });
  }
}
