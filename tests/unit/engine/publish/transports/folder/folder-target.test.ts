import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PublishProgress } from "#contract/types/publish-run-types.ts";
import { publishToFolder } from "#engine/publish/transports/folder/folder-target.ts";
import { readPublishedRecord, writePublishedRecord } from "#engine/publish/state/published-record.ts";
import { buildSite, readTree, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-folder-"));
  await mkdir(join(folder, "site"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a folder is published to, and the result can be stored", async () => {
  const directory = join(folder, "site");
  const progress: PublishProgress[] = [];
  const published = await publishToFolder({
    name: "copy",
    target: { kind: "folder", directory, url: "" },
    input: await buildSite(join(folder, "build"), sampleSite(3)),
    ask: yes,
    client: { user: "author", computer: "desk" },
    review: false,
    program: "test",
    onProgress: (one) => progress.push(one),
  });
  expect(await readTree(directory)).toEqual(treeOf(sampleSite(3)));
  expect(published.result).toMatchObject({ target: "copy", uploaded: 8, postUrl: null });
  expect(progress.at(-1)?.stage).toBe("done");

  const file = join(folder, "cache", "copy.json");
  await writePublishedRecord(file, published);
  expect(await readPublishedRecord(file)).toEqual({
    generation: 1,
    at: published.at,
    posts: published.posts,
  });
  await writeFile(file, "{ damaged");
  expect(await readPublishedRecord(file)).toBeNull();
});

test("a missing folder is reported", async () => {
  const directory = join(folder, "nowhere");
  const input = await buildSite(join(folder, "build"), sampleSite(1));
  await expect(
    publishToFolder({
      name: "copy",
      target: { kind: "folder", directory, url: "" },
      input,
      ask: yes,
      client: { user: "author", computer: "desk" },
      review: false,
      program: "test",
    }),
  ).rejects.toMatchObject({ code: "publish.directoryMissing", values: { directory } });
});
