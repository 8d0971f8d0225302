import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import { systemClock } from "#engine/publish/lock/lock-clock.ts";
import { Progress } from "#engine/publish/base/progress.ts";
import type { PublishInput } from "#engine/publish/run/publish-options.ts";
import { runPublish } from "#engine/publish/run/publish-run.ts";
import { buildSite, type SiteFiles, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { MemoryDisk } from "#tests/support/publish/memory-disk.ts";
import { layOut, raceRoot } from "#tests/support/publish/publisher-race.ts";
import { ScheduledFiles } from "#tests/support/publish/scheduled-files.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";

let folder = "";
let disk: MemoryDisk;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-late-"));
  let seconds = 0;
  disk = new MemoryDisk(() => {
    seconds += 1;
    return seconds;
  });
  layOut(disk);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const build = (name: string, site: SiteFiles): Promise<PublishInput> => buildSite(join(folder, name), site);

/** Publishes; each step waits for the promise that `turn` returns. Returns the result. */
function publish(
  computer: string,
  input: PublishInput,
  turn: (step: string) => Promise<void> = async () => undefined,
): Promise<string> {
  const actor = { name: computer, turn, clock: systemClock };
  const files = new ScheduledFiles(disk, actor, { inOrder: false, announcesReplace: true });
  const options = {
    name: "live",
    input,
    ask: yes,
    client: { user: "author", computer },
    review: false,
    program: "test",
    directory: raceRoot,
    modes: { file: 0o644, directory: 0o755 },
    lockTimeoutMs: 4,
  };
  return runPublish(files, options, new Progress(() => undefined)).then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

/** Returns a promise that resolves when the gate is opened. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

test("a rename that the server executes after the lock was taken over has no effect", async () => {
  await publish("first", await build("base", sampleSite(2)));
  const [desk, laptop] = [await build("desk", sampleSite(6, 2)), await build("laptop", sampleSite(5, 3))];
  const [isHeld, mayAct, hasActed] = [gate(), gate(), gate()];
  // The server has looked up both directories of this one rename, and pauses before it acts.
  const late = / replace .* -> \/home\/author\/public_html\/index\.html$/;
  const slow = publish("desk", desk, async (step) => {
    if (step.startsWith("act") && late.test(step)) {
      isHeld.open();
      await mayAct.opened;
    }
    if (step.startsWith("answer") && late.test(step)) hasActed.open();
  });
  await isHeld.opened;
  // The laptop completes the desk's publish: it has seen the file in the staging directory.
  const taker = publish("laptop", laptop, async (step) => {
    if (!step.startsWith("ask replace") || !step.includes(raceRoot)) return;
    mayAct.open();
    await hasActed.opened;
  });
  expect(await taker).toBe("done");
  expect(await slow).toBe("publish.locked");
  expect(disk.tree(raceRoot)).toEqual(treeOf(sampleSite(5, 3)));
});

test.each([
  ["of a part that was sent", / replace .*\.part -> /],
  ["into the site", / replace .* -> \/home\/author\/public_html\/index\.html$/],
  ["of the journal", / replace .*\/journal\.new -> /],
])("a client whose lock is taken over before a rename %s ends with publish.locked", async (_, late) => {
  await publish("first", await build("base", sampleSite(2)));
  const site = { ...sampleSite(6, 2), "media/map.png": Buffer.alloc(100_000, "map") };
  const [desk, laptop] = [await build("desk", site), await build("laptop", sampleSite(5, 3))];
  const [isAsleep, wakes] = [gate(), gate()];
  const slow = publish("desk", desk, async (step) => {
    if (!step.startsWith("ask") || !late.test(step)) return;
    isAsleep.open();
    await wakes.opened;
  });
  await isAsleep.opened;
  const taker = publish("laptop", laptop, async (step) => {
    if (!step.startsWith("ask open-create") || !step.includes("/manifest.new")) return;
    // The laptop has the lock, and continues when the desk has noticed that.
    wakes.open();
    await slow;
  });
  expect(await slow).toBe("publish.locked");
  expect(await taker).toBe("done");
  expect(disk.tree(raceRoot)).toEqual(treeOf(sampleSite(5, 3)));
});
