import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { FaultPoints, triesAllFaults } from "#tests/support/publish/fault-ledger.ts";
import { type FaultSite, openFaultSite } from "#tests/support/publish/fault-site.ts";
import { type Fault, FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import { tryFault } from "#tests/support/publish/try-fault.ts";

let site: FaultSite;

beforeEach(async () => {
  site = await openFaultSite();
});
afterEach(() => site.remove());

interface ServerKind {
  readonly announcesReplace: boolean;
  readonly inOrder: boolean;
  readonly server: string;
}

const servers: readonly ServerKind[] = [
  { announcesReplace: true, inOrder: false, server: "with posix-rename" },
  { announcesReplace: true, inOrder: true, server: "in order, with posix-rename" },
  { announcesReplace: false, inOrder: false, server: "without posix-rename" },
];

interface Kind {
  readonly name: string;
  readonly fault: Omit<Fault, "at">;
  /** Without `HITOFUDE_FAULTS=all`, only the first of this number of consecutive points is tried. */
  readonly every: number;
}

/**
 * Status codes of servers for a refusal.
 * Contains the codes of SFTP version 3, and one of a later version that some servers send.
 */
const statuses = {
  "no such file": 2,
  "permission denied": 3,
  failure: 4,
  "bad message": 5,
  unsupported: 8,
  exists: 11,
};

const kinds: readonly Kind[] = [
  { name: "cut before it arrives", fault: { kind: "before" }, every: 5 },
  { name: "cut before the answer", fault: { kind: "after" }, every: 5 },
  ...Object.entries(statuses).map(([name, status]) => ({
    name: `refused with "${name}"`,
    fault: { kind: "refuse", status } as const,
    every: status === 4 ? 7 : 13,
  })),
  { name: "never answered", fault: { kind: "stall" }, every: 11 },
  ...[0, 1, 12_345, -1].flatMap((keep) => [
    {
      name: `WRITE fails after ${keep} bytes, CLOSE is fine`,
      fault: { kind: "truncate", keep } as const,
      every: 7,
    },
    {
      name: `only ${keep} bytes are stored, all is said to be fine`,
      fault: { kind: "lie", keep } as const,
      every: 7,
    },
  ]),
];

for (const { announcesReplace, inOrder, server } of servers) {
  for (const { name, fault, every } of kinds) {
    const files = (one: Fault | null): FaultyFiles =>
      new FaultyFiles(new LocalFiles(), one, { announcesReplace, inOrder });
    test(`${name}, ${server}`, { timeout: 600_000 }, async () => {
      const points = new FaultPoints(inject("faultLedger"), "folder", `${name}, ${server}`);
      const ofWrites = fault.kind === "truncate" || fault.kind === "lie";
      const step = triesAllFaults ? 1 : every;
      let isOver = false;
      for (let at = 1; !isOver; at += step) {
        const trial = { files, fault: { ...fault, at }, mayMiss: !announcesReplace };
        await points.try(`operation ${at}`, () =>
          tryFault(site, trial, (faulty) => {
            isOver = (ofWrites ? faulty.writes : faulty.count) < at;
          }),
        );
        // After several failures, the remaining points are not tried.
        if (points.problems.length > 3) break;
      }
      expect(points.problems).toEqual([]);
      expect(points.tried).toBeGreaterThan((ofWrites ? 5 : 60) / step);
    });
  }
}
