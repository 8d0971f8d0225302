import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ExistingFolders } from "#main/files/existing-folders.ts";
import { eventually } from "#tests/support/eventually.ts";

test("a blog whose folder is gone leaves the list of recent blogs, and comes back with it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-recent-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [here, gone] = [join(folder, "here"), join(folder, "gone")];
  await mkdir(here);
  let shown: string[] = [];
  const existing = new ExistingFolders(() => {
    shown = existing.filter([gone, here]);
  });
  existing.filter([gone, here]);
  await eventually(() => expect(shown).toEqual([here]));
  await mkdir(gone);
  existing.filter([gone, here]);
  await eventually(() => expect(shown).toEqual([gone, here]));
});
