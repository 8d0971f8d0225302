import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { readTree, type SiteFiles, treeOf } from "#tests/support/publish/built-site.ts";
import { FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import { type FolderSite, openFolderSite } from "#tests/support/publish/folder-site.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";

let site: FolderSite;

beforeEach(async () => {
  site = await openFolderSite();
});
afterEach(() => site.remove());

const asFile: SiteFiles = { "index.html": "1", news: "one file", "posts/a": "a post" };
const asFolder: SiteFiles = {
  "index.html": "2",
  "news/index.html": "pages",
  "news/2024/a.html": "a page",
  "posts/a/index.html": "a post",
};

/** Makes the same decision for every file that is asked about, including leftovers. */
function choosing(choice: "take" | "keep") {
  return async (question: Question): Promise<Answer> => {
    const files = question.kind === "plan" ? question.plan.files : [];
    const paths = files.filter(({ because }) => because !== undefined).map(({ path }) => path);
    return { accept: true, answers: [], remember: false, [choice]: paths };
  };
}

for (const announcesReplace of [true, false]) {
  for (const swap of announcesReplace ? [false, true] : [false]) {
    const how = `${announcesReplace ? "with" : "without"} posix-rename${swap ? ", swap" : ""}`;
    test(`files become folders, and folders files, any number of times, ${how}`, async () => {
      const files = () => new FaultyFiles(new LocalFiles(), null, { announcesReplace });
      for (const next of [asFile, asFolder, asFile, asFolder]) {
        const { manifest } = await site.run(next, { swap }, files());
        expect(await readTree(site.root)).toEqual(treeOf(next));
        expect(Object.keys(manifest.files).sort()).toEqual(Object.keys(next).sort());
        expect([...manifest.directories].sort()).toEqual(
          next === asFile ? ["posts"] : ["news", "news/2024", "posts", "posts/a"],
        );
      }
      const left = (await readdir(site.state)).filter((name) => name !== "manifest.previous");
      expect(left).toEqual(["manifest"]);
    });
  }
}

test("a folder with a foreign file stays with all its content, and is named", async () => {
  await site.run(asFolder);
  await writeFile(join(site.root, "news/2024/theirs.txt"), "theirs");
  await expect(site.run(asFile)).rejects.toMatchObject({
    code: "publish.folderInTheWay",
    values: { path: join(site.root, "news") },
  });
  expect(await readTree(site.root)).toEqual({ ...treeOf(asFolder), "news/2024/theirs.txt": "theirs" });
});

test("an empty folder that is not ours stays as well", async () => {
  await site.run(asFolder);
  await mkdir(join(site.root, "news/uploads"));
  await expect(site.run(asFile)).rejects.toMatchObject({ code: "publish.folderInTheWay" });
  expect(await readdir(join(site.root, "news"))).toContain("uploads");
});

test("the author decides about a page in the folder that was edited on the server", async () => {
  await site.run(asFolder);
  await writeFile(join(site.root, "news/2024/a.html"), "edited by hand");
  const keeping = site.run(asFile, { ask: choosing("keep") });
  await expect(keeping).rejects.toMatchObject({ code: "publish.folderInTheWay" });
  expect(await readFile(join(site.root, "news/2024/a.html"), "utf8")).toBe("edited by hand");
  await site.run(asFile, { ask: choosing("take") });
  expect(await readTree(site.root)).toEqual(treeOf(asFile));
});

test("the author decides about a file that was edited on the server", async () => {
  await site.run(asFile);
  await writeFile(join(site.root, "posts/a"), "edited by hand");
  const keeping = site.run(asFolder, { ask: choosing("keep") });
  await expect(keeping).rejects.toMatchObject({
    code: "publish.fileInTheWay",
    values: { path: join(site.root, "posts/a") },
  });
  expect(await readTree(site.root)).toEqual({ ...treeOf(asFile), "posts/a": "edited by hand" });
  await site.run(asFolder, { ask: choosing("take") });
  expect(await readTree(site.root)).toEqual(treeOf(asFolder));
});

test("a foreign file in place of a folder stays and is named, also in a swap", async () => {
  await site.run({ "index.html": "1" }, { swap: true });
  await writeFile(join(site.root, "posts"), "theirs");
  await expect(site.run(asFolder, { swap: true })).rejects.toMatchObject({ code: "publish.fileInTheWay" });
  expect(await readFile(join(site.root, "posts"), "utf8")).toBe("theirs");
});

/** Does something at each operation of a publish in turn, and checks the result. */
async function atEachOperation(
  [before, after]: readonly [SiteFiles, SiteFiles],
  meddle: () => Promise<void>,
  look: (error: unknown) => Promise<void>,
): Promise<void> {
  for (let at = 1, isOver = false; !isOver; at += 1) {
    await site.remove();
    site = await openFolderSite();
    await site.run(before);
    const files = new FaultyFiles(new LocalFiles(), null, {
      onOperation: async (count) => (count === at ? meddle().catch(() => undefined) : undefined),
    });
    const error = await site.run(after, {}, files).then(
      ({ problem }) => problem,
      (reason: unknown) => reason,
    );
    isOver = files.count < at;
    await look(error);
  }
}

test("a file that somebody puts into the folder at any moment stays unchanged", async () => {
  let ino = 0;
  let seen = 0;
  let moved = 0;
  let changedAt = 0;
  const theirs = (): string => join(site.root, "news/theirs.txt");
  const folderChangedAt = async (): Promise<number> => (await stat(join(site.root, "news"))).ctimeMs;
  const meddle = async (): Promise<void> => {
    ino = 0;
    await writeFile(theirs(), "theirs", { flag: "wx" });
    ino = (await stat(theirs())).ino;
    changedAt = await folderChangedAt();
  };
  await atEachOperation([asFolder, asFile], meddle, async (error) => {
    // If the folder no longer exists, nothing can be put into it.
    if (ino === 0) return;
    seen += 1;
    expect((await stat(theirs())).ino).toBe(ino);
    expect(error).toMatchObject({ code: expect.stringMatching(/editedMeanwhile|folderInTheWay/) });
    const files = await readTree(site.root);
    expect(files).toMatchObject({ "news/index.html": "pages", "news/2024/a.html": "a page" });
    if ((await folderChangedAt()) !== changedAt) moved += 1;
    await expect(site.run(asFile)).rejects.toMatchObject({ code: "publish.folderInTheWay" });
    // Everything else in the folder is still ours.
    await rm(theirs());
    await site.run(asFile);
    expect(await readTree(site.root)).toEqual(treeOf(asFile));
    ino = 0;
  });
  expect(seen).toBeGreaterThan(40);
  // Only files that appeared between the last check and the rename were moved, and moved back.
  expect(moved).toBeLessThan(4);
});

test("a file that somebody edits at any moment before its turn stays, and no file of ours is left beside it", async () => {
  let isEdited = false;
  let seen = 0;
  const meddle = async (): Promise<void> => {
    isEdited = false;
    await stat(join(site.root, "posts/a")).then((entry) => {
      if (!entry.isFile()) throw new Error("turned");
    });
    await writeFile(join(site.root, "posts/a"), "edited by hand", { flag: "r+" });
    isEdited = true;
  };
  await atEachOperation([asFile, asFolder], meddle, async (error) => {
    const wasEdited = isEdited;
    isEdited = false;
    if (!wasEdited || error === null) return;
    seen += 1;
    expect(await readFile(join(site.root, "posts/a"), "utf8")).toBe("edited by hand");
    expect(error).toMatchObject({ code: expect.stringMatching(/editedMeanwhile|fileInTheWay/) });
  });
  expect(seen).toBeGreaterThan(40);
});

test("a file that somebody edits after the last check, before a folder replaces the file, stays", async () => {
  const path = join(site.root, "posts/a");
  class Editing extends LocalFiles {
    isTurning = false;
    override async mkdir(directory: string, mode: number): Promise<void> {
      this.isTurning ||= directory.includes("/turn-");
      await super.mkdir(directory, mode);
    }
    override async lstat(asked: string) {
      const entry = await super.lstat(asked);
      if (this.isTurning && asked === path) {
        this.isTurning = false;
        await writeFile(path, "edited by hand");
      }
      return entry;
    }
  }
  await site.run({ ...asFile, news: "" });
  const after = { "index.html": "2", "posts/a/index.html": "a post" };
  const { problem } = await site.run(after, {}, new Editing());
  expect(await readFile(path, "utf8")).toBe("edited by hand");
  expect(problem).toMatchObject({ code: "publish.editedMeanwhile", values: { count: 1 } });

  // The next publish asks about the file
  await expect(site.run(after)).rejects.toMatchObject({ code: "publish.fileInTheWay", values: { path } });
  const ask = async (question: Question): Promise<Answer> => ({
    ...(await yes(question)),
    take: ["posts/a"],
  });
  await site.run(after, { ask });
  expect(await readTree(site.root)).toEqual(treeOf(after));
  expect(await readdir(site.state)).toEqual(["manifest"]);
});
