import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, inject, test } from "vitest";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { RemoteError, remoteStatus } from "#engine/publish/base/remote-files.ts";
import { FaultPoints, triesAllFaults } from "#tests/support/publish/fault-ledger.ts";
import { type FaultSite, openFaultSite, publishThrough } from "#tests/support/publish/fault-site.ts";
import { type Fault, FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import { tryFault } from "#tests/support/publish/try-fault.ts";

let site: FaultSite | undefined;

afterEach(() => site?.remove());

/**
 * `every`: number of operations between the points that are tried.
 * With `HITOFUDE_FAULTS=all`, all points are tried.
 */
const kinds: readonly { readonly name: string; readonly fault: Omit<Fault, "at">; readonly every: number }[] =
  [
    { name: "cut before it arrives", fault: { kind: "before" }, every: 17 },
    { name: "cut before the answer", fault: { kind: "after" }, every: 15 },
    { name: "refused with failure", fault: { kind: "refuse", status: 4 }, every: 19 },
    { name: "refused with permission denied", fault: { kind: "refuse", status: 3 }, every: 39 },
    { name: "never answered", fault: { kind: "stall" }, every: 27 },
  ];

for (const inOrder of [false, true]) {
  for (const swap of ["always", "then"] as const) {
    for (const { name, fault, every } of kinds) {
      const title = `${name}, ${inOrder ? "in order, " : ""}${swap === "then" ? "first swap" : "swap"}`;
      test(title, { timeout: 600_000 }, async () => {
        const points = new FaultPoints(inject("faultLedger"), "folder", title);
        const tried = await openFaultSite({ swap });
        site = tried;
        const files = (one: Fault | null): FaultyFiles => new FaultyFiles(new LocalFiles(), one, { inOrder });
        let isOver = false;
        for (let at = 1; !isOver; at += triesAllFaults ? 1 : every) {
          const trial = { files, fault: { ...fault, at }, mayMiss: false };
          await points.try(`operation ${at}`, () =>
            tryFault(tried, trial, (faulty) => {
              isOver = faulty.count < at;
            }),
          );
          if (points.problems.length > 3) break;
        }
        expect(points.problems).toEqual([]);
        // Only a cut between moving the document root away and creating the link makes a gap.
        expect(tried.gaps).toBeLessThanOrEqual(swap === "then" && fault.kind !== "refuse" ? 1 : 0);
        expect(points.tried).toBeGreaterThan(60 / (triesAllFaults ? 1 : every));
      });
    }
  }
}

/** A document root that cannot be renamed, such as a mount point. */
class FixedRoot extends LocalFiles {
  override async rename(from: string, to: string): Promise<void> {
    if (from.endsWith("/public_html")) throw new RemoteError("rename", to, remoteStatus.failure, "busy");
    await super.rename(from, to);
  }
}

test("a document root that cannot be renamed stays as it is, and no decision is left behind", async () => {
  const tried = await openFaultSite({ swap: "then" });
  site = tried;
  await tried.begin((publishBefore) => publishBefore(new LocalFiles()));
  for (let again = 0; again < 2; again += 1) {
    await expect(tried.publishAfter(new FixedRoot())).rejects.toMatchObject({ code: "publish.swapRoot" });
    await tried.expectWhole(false);
  }
  await publishThrough(new LocalFiles(), tried.root, tried.inputAfter);
  await tried.expectFinished();
  expect((await readdir(join(tried.root, ".."))).sort()).toEqual([".hitofude", "public_html"]);
});

test("a client that looked before another client swapped publishes into the release that is live then", async () => {
  const tried = await openFaultSite({ swap: "always" });
  site = tried;
  const empty = { ...tried.inputAfter, files: [], posts: {} };
  let both = 0;
  for (let at = 1; at <= 12; at += 1) {
    await tried.begin((publishBefore) => publishBefore(new LocalFiles()));
    let first: Promise<boolean> | undefined;
    let isOver = false;
    const second = new FaultyFiles(new LocalFiles(), null, {
      onOperation: async (count) => {
        if (count !== at) return;
        first = succeeds(publishThrough(new LocalFiles(), tried.root, empty, true));
        await first;
        isOver = true;
      },
    });
    // The second client publishes in the usual way, which writes into the live release.
    const isSecondIn = await succeeds(publishThrough(second, tried.root, tried.inputAfter));
    // The client does not wait for every answer.
    // If it continued in the meantime, the other client may have been the last to publish.
    const isLast = isOver;
    const isFirstIn = await first;
    if (!isFirstIn || !isSecondIn || !isLast) continue;
    both += 1;
    expect(await readFile(join(tried.root, "feed.xml"), "utf8"), `operation ${at}`).toBe("<rss>2</rss>");
  }
  expect(both).toBeGreaterThan(2);
});

function succeeds(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
