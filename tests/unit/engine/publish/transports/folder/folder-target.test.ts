import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { MessageValues } from "#contract/errors.ts";
import type { PublishProgress } from "#contract/types/publish-run-types.ts";
import { publishAt } from "#engine/publish/run/target-run.ts";
import { publishToFolder } from "#engine/publish/transports/folder/folder-target.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { readPublishedRecord, writePublishedRecord } from "#engine/publish/state/published-record.ts";
import {
  buildSite,
  readTree,
  type SiteFiles,
  sampleSite,
  treeOf,
} from "#tests/support/publish/built-site.ts";
import { LocalParts } from "#engine/publish/transports/rclone/local-part.ts";
import { mountSmallDisk } from "#tests/support/disks/small-disks.ts";
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

test("paths in notes are shown in the form of this computer", async () => {
  const directory = join(folder, "web");
  await mkdir(directory);
  const options = {
    name: "copy",
    ask: yes,
    client: { user: "author", computer: "desk" },
    review: false,
    program: "test",
  };
  const access = {
    directory,
    url: "",
    open: async () => ({ files: new LocalFiles(), session: null }),
    shownValues: ({ directory: at, ...values }: MessageValues) => ({ ...values, directory: `shown ${at}` }),
  };
  const publish = async (site: SiteFiles) =>
    publishAt(access, { ...options, input: await buildSite(join(folder, "build"), site) });
  await publish(sampleSite(1));
  const state = join(folder, ".hitofude", "b3f0c1d2-test-blog", "web");
  await writeFile(join(state, "kept-0a1b2c3d-about.html"), "theirs");
  const { result } = await publish({ ...sampleSite(1), "feed.xml": "<rss>2</rss>" });
  expect(result.notes).toMatchObject([{ code: "server.keptAside", values: { directory: `shown ${state}` } }]);
});

test("a file that a full disk takes only in part is refused", async ({ skip }) => {
  const disk = await mountSmallDisk(join(folder, "small"), 65_536).catch(() => null);
  if (!disk) return skip("needs the right to mount a disk");
  try {
    const bytes = Buffer.alloc(100_000, "x");
    const local = await new LocalFiles().open(join(disk.folder, "page.html"), "create", 0o644);
    await expect(local.write(bytes, 0)).rejects.toMatchObject({ message: expect.stringContaining("ENOSPC") });
    await local.close();
    await rm(join(disk.folder, "page.html"));

    vi.stubEnv("TMPDIR", disk.folder);
    const parts = await LocalParts.make();
    const sent: string[] = [];
    const part = await parts.writing("page.html", async (name) => void sent.push(name));
    await expect(part.write(bytes, 0)).rejects.toMatchObject({ code: "ENOSPC" });
    await expect(part.close()).rejects.toMatchObject({ code: "ENOSPC" });
    expect(sent).toEqual([]);
  } finally {
    vi.unstubAllEnvs();
    disk.unmount();
  }
});
