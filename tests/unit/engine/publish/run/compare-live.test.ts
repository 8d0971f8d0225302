import { rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PublishPlan, PublishProgress, Question } from "#contract/types/publish-run-types.ts";
import type { LiveComparison } from "#contract/types/publish-types.ts";
import { Progress } from "#engine/publish/base/progress.ts";
import { compareLive } from "#engine/publish/run/compare-live.ts";
import { RemoteError, remoteStatus } from "#engine/publish/base/remote-files.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { readTree, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import { type FolderSite, openFolderSite } from "#tests/support/publish/folder-site.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";

let folder: FolderSite;
beforeEach(async () => {
  folder = await openFolderSite();
});
afterEach(() => folder.remove());

const site = sampleSite(12);
const count = Object.keys(site).length;
const page = "hitokoto/20220007.html";

async function compare(
  contents: boolean,
  files = new LocalFiles(),
): Promise<LiveComparison & { reports: PublishProgress[] }> {
  const reports: PublishProgress[] = [];
  const options = { blogId: "b3f0c1d2-test-blog", directory: folder.root, contents, ask: yes };
  const found = await compareLive(files, options, new Progress((report) => reports.push(report)));
  return { ...found, reports };
}

const differences = async (contents: boolean): Promise<[string, string][]> =>
  (await compare(contents)).differences.map(({ path, kind }) => [path, kind]);

/** Replaces a file's content by one of the same length, and keeps its time, as a failing disk does. */
async function spoil(path: string): Promise<void> {
  const file = join(folder.root, path);
  const { mtimeMs, size } = await stat(file);
  await writeFile(file, Buffer.alloc(size, "x"));
  // In whole seconds, which are what a publish compares: `mtime` may round up into the next second.
  const seconds = Math.floor(mtimeMs / 1000);
  await utimes(file, seconds, seconds);
}

test("a site that is as published has no differences, and the progress reaches all files", async () => {
  await folder.run(site);
  await writeFile(join(folder.root, "own.txt"), "theirs");
  const { reports, ...found } = await compare(true);
  expect(found).toMatchObject({
    checked: count,
    read: count,
    differences: [],
    others: 1,
    isUnfinished: false,
  });
  expect(reports.at(-1)).toMatchObject({ stage: "compare", files: count, totalFiles: count });
  expect(reports.at(-1)?.bytes).toBe(reports.at(-1)?.totalBytes);
});

test("missing and changed files are found by size and time, spoiled contents only by reading", async () => {
  await folder.run(site);
  await rm(join(folder.root, "feed.xml"));
  await writeFile(join(folder.root, "index.html"), "by hand");
  await spoil(page);
  const bySize = [
    ["feed.xml", "missing"],
    ["index.html", "changed"],
  ];
  expect(await differences(false)).toEqual(bySize);
  expect(await differences(true)).toEqual([...bySize, [page, "content"]]);
});

test("with the contents, a file with another time and the same content is no difference", async () => {
  await folder.run(site);
  await utimes(join(folder.root, page), 1000, 1000);
  expect(await differences(false)).toEqual([[page, "changed"]]);
  expect(await differences(true)).toEqual([]);
});

test("a link or folder at the path of a file is a difference, also in an emptied document root", async () => {
  await folder.run(site);
  await rm(join(folder.root, "index.html"));
  await symlink("/etc/hostname", join(folder.root, "index.html"));
  expect(await differences(true)).toEqual([["index.html", "changed"]]);
  await rm(join(folder.root, "hitokoto"), { recursive: true });
  expect(await differences(false)).toHaveLength(13);
});

test("a publish sends a file with spoiled contents again, and says that it was lost", async () => {
  await folder.run(site);
  await spoil(page);
  const asked: PublishPlan[] = [];
  const ask = async (question: Question) => {
    if (question.kind === "plan") asked.push(question.plan);
    return yes(question);
  };
  await folder.run(site, { review: true, ask });
  expect(asked[0]?.files).toEqual([]);
  await folder.run(site, { review: true, resend: [page], ask });
  expect(asked[1]?.files).toMatchObject([{ path: page, change: "lost" }]);
  expect(await readTree(folder.root)).toEqual(treeOf(site));
  expect(await differences(true)).toEqual([]);
});

test("an interrupted publish is named, and a comparison without any publish is refused", async () => {
  await expect(compare(false)).rejects.toMatchObject({ code: "compare.nothingPublished" });
  await folder.run(site);
  let journalAt = 0;
  const onBegin = (count: number, operation: string, path: string): void => {
    if (operation === "rename" && path.endsWith("/journal")) journalAt = count;
  };
  await folder.run({ ...site, [page]: "text 1" }, {}, new FaultyFiles(new LocalFiles(), null, { onBegin }));
  const cut = { at: journalAt + 1, kind: "before" } as const;
  const publishing = folder.run({ ...site, [page]: "text 2" }, {}, new FaultyFiles(new LocalFiles(), cut));
  await expect(publishing).rejects.toMatchObject({ code: "publish.connectionLost" });
  expect((await compare(false)).isUnfinished).toBe(true);
});

test("files that the server refuses to list or to read are neither missing nor changed", async () => {
  const refuse = (operation: string, path: string): never => {
    throw new RemoteError(operation, path, remoteStatus.permissionDenied, "Permission denied");
  };
  class Refusing extends LocalFiles {
    override async readdir(path: string) {
      return path.endsWith("/hitokoto") ? refuse("readdir", path) : super.readdir(path);
    }
    override async open(...[path, how, mode]: Parameters<LocalFiles["open"]>) {
      return path.endsWith("/feed.xml") ? refuse("open", path) : super.open(path, how, mode);
    }
  }
  await folder.run(site);
  const inFolder = Object.keys(site).filter((path) => path.startsWith("hitokoto/"));
  const found = await compare(true, new Refusing());
  expect(new Set(found.differences.map(({ kind }) => kind))).toEqual(new Set(["unreadable"]));
  expect(found.differences.map(({ path }) => path).sort()).toEqual([...inFolder, "feed.xml"].sort());
  expect(found).toMatchObject({ checked: count, read: count - inFolder.length - 1 });
});
