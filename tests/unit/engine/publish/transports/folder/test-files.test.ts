import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testFiles } from "#engine/publish/connection-test/connection-test.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-test-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function statesOf(directory: string, url: string | null): Promise<Record<string, string>> {
  const onReport = (): void => undefined;
  const reports = await testFiles(new LocalFiles(), { directory, url }, { onReport });
  return Object.fromEntries(reports.map(({ step, state }) => [step, state]));
}

test("a folder whose files no reader gets is tested without the public address", async () => {
  const passed = "passed";
  expect(await statesOf(folder, null)).toEqual({
    directory: passed,
    write: passed,
    rename: passed,
    remove: passed,
  });
  expect(await statesOf(folder, "http://127.0.0.1:9/")).toMatchObject({ web: "failed", remove: passed });
  expect(await statesOf(join(folder, "none"), null)).toMatchObject({
    directory: "failed",
    remove: "skipped",
  });
  expect(await readdir(folder)).toEqual([]);
});
