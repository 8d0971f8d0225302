import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { AppError } from "#contract/errors.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { readTree, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import { type FolderSite, openFolderSite } from "#tests/support/publish/folder-site.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";

let place: FolderSite;
let root = "";
const run: FolderSite["run"] = (...asked) => place.run(...asked);

beforeEach(async () => {
  place = await openFolderSite();
  root = place.root;
});
afterEach(() => place.remove());

async function stateNames(): Promise<string[]> {
  return (await readdir(place.state)).sort();
}

test("a first publish creates the site and leaves only the manifest beside it", async () => {
  const site = sampleSite(5);
  const outcome = await run(site);
  expect(await readTree(root)).toEqual(treeOf(site));
  expect(outcome.manifest.generation).toBe(1);
  expect(await stateNames()).toEqual(["manifest"]);
});

test("only changes are sent, and removed files go with their empty directories", async () => {
  await run({ ...sampleSite(5), "old/page.html": "old" });
  const site = { ...sampleSite(5), "index.html": "changed" };
  const outcome = await run(site);
  expect(outcome.puts.map((put) => put.file.path)).toEqual(["index.html"]);
  expect(outcome.bytes).toBe("changed".length);
  expect(outcome.removed).toEqual(["old/page.html"]);
  expect(await readTree(root)).toEqual(treeOf(site));
  expect(await readdir(root)).not.toContain("old");
});

test("without changes nothing is done, not even the lock is acquired", async () => {
  await run(sampleSite(3));
  const files = new FaultyFiles(new LocalFiles(), null);
  const outcome = await run(sampleSite(3), {}, files);
  expect(outcome.bytes).toBe(0);
  expect(outcome.manifest.generation).toBe(1);
  expect(files.count).toBeLessThan(30);
});

test("foreign files stay, also in directories of ours", async () => {
  await writeFile(join(root, "counter.cgi"), "theirs");
  await run({ ...sampleSite(2), "old/page.html": "old" });
  await writeFile(join(root, "old", "note.txt"), "theirs too");
  const site = sampleSite(2);
  await run(site);
  expect(await readTree(root)).toEqual({
    ...treeOf(site),
    "counter.cgi": "theirs",
    "old/note.txt": "theirs too",
  });
});

test("a first publish adopts equal files and stops at different ones", async () => {
  const site = sampleSite(2);
  await writeFile(join(root, "feed.xml"), String(site["feed.xml"]));
  await writeFile(join(root, "index.html"), "by hand");
  const questions: Question[] = [];
  const no = async (question: Question): Promise<Answer> => {
    questions.push(question);
    return { accept: false, answers: [], remember: false };
  };
  await expect(run(site, { ask: no })).rejects.toMatchObject({
    code: "publish.conflicts",
    values: { count: 1 },
  });
  expect(questions).toMatchObject([
    { kind: "plan", plan: { first: true, questions: ["first", "conflicts"] } },
  ]);
  expect((await readTree(root))["index.html"]).toBe("by hand");
  const outcome = await run(site);
  expect(outcome.puts.map((put) => put.file.path)).not.toContain("feed.xml");
  expect(await readTree(root)).toEqual(treeOf(site));
});

test("a page edited by hand is overwritten only with consent, and never removed", async () => {
  await run({ ...sampleSite(1), "a.html": "a", "b.html": "b" });
  await writeFile(join(root, "a.html"), "edited by hand");
  await writeFile(join(root, "b.html"), "edited too, by hand");
  const no = async (): Promise<Answer> => ({ accept: false, answers: [], remember: false });
  await expect(run({ ...sampleSite(1), "a.html": "a2" }, { ask: no })).rejects.toThrow(AppError);
  expect(await readTree(root)).toMatchObject({ "a.html": "edited by hand", "b.html": "edited too, by hand" });
  await run({ ...sampleSite(1), "a.html": "a2" });
  expect(await readTree(root)).toMatchObject({ "a.html": "a2", "b.html": "edited too, by hand" });
});

test("many deletes need confirmation", async () => {
  await run(sampleSite(60));
  const no = async (): Promise<Answer> => ({ accept: false, answers: [], remember: false });
  await expect(run(sampleSite(30), { ask: no })).rejects.toMatchObject({
    code: "publish.manyDeletes",
    values: { count: 30 },
  });
});

test("a directory at the path of a file stops the publish before any change", async () => {
  await run(sampleSite(1));
  await mkdir(join(root, "a.html"));
  const site = { ...sampleSite(1, 2), "a.html": "a" };
  await expect(run(site)).rejects.toMatchObject({ code: "publish.folderInTheWay" });
  expect(await readTree(root)).toEqual(treeOf(sampleSite(1)));
});

test("equal contents are published at all their paths", async () => {
  const site = { "a.html": "same", "b/c.html": "same", "d.css": "same", "empty.html": "" };
  await run(site);
  expect(await readTree(root)).toEqual(treeOf(site));
});

test("a publish cancelled during the upload changes nothing and releases the lock", async () => {
  await run(sampleSite(3));
  const controller = new AbortController();
  const beforeCommit = async () => {
    controller.abort();
    throw new AppError("call.cancelled");
  };
  await expect(run(sampleSite(9, 2), { signal: controller.signal, beforeCommit })).rejects.toMatchObject({
    code: "call.cancelled",
  });
  expect(await readTree(root)).toEqual(treeOf(sampleSite(3)));
  const outcome = await run(sampleSite(9, 2));
  expect(outcome.bytes).toBe(0);
  expect(await readTree(root)).toEqual(treeOf(sampleSite(9, 2)));
});

test("a file edited after the plan was made is not removed", async () => {
  await run({ ...sampleSite(1), "old.html": "old" });
  const beforeCommit = async () => {
    await writeFile(join(root, "old.html"), "edited in the last moment");
    return {};
  };
  await run(sampleSite(1), { beforeCommit });
  expect((await readTree(root))["old.html"]).toBe("edited in the last moment");
});

test("a file edited after the plan was made is not overwritten, and is asked about the next time", async () => {
  await run(sampleSite(2));
  const edited = join(root, "hitokoto", "20220001.html");
  const beforeCommit = async () => {
    await writeFile(edited, "edited in the last moment");
    await writeFile(join(root, "hitokoto", "20220002.html"), "made in the last moment");
    return {};
  };
  const changed = { ...sampleSite(3, 2), "hitokoto/20220001.html": "changed by the author" };
  const outcome = await run(changed, { beforeCommit });
  expect(outcome.problem).toMatchObject({ code: "publish.editedMeanwhile", values: { count: 2 } });
  const live = await readTree(root);
  expect(live["hitokoto/20220001.html"]).toBe("edited in the last moment");
  expect(live["hitokoto/20220002.html"]).toBe("made in the last moment");
  expect(live["index.html"]).toBe(treeOf(changed)["index.html"]);
  const questions: string[] = [];
  const ask = async (question: Question): Promise<Answer> => {
    if (question.kind === "plan") questions.push(...question.plan.questions);
    return yes(question);
  };
  await run(changed, { ask });
  expect(questions).toEqual(["conflicts"]);
  expect(await readTree(root)).toEqual(treeOf(changed));
});

test("a file edited while an earlier group goes live is not overwritten either", async () => {
  class Editing extends LocalFiles {
    override async replace(from: string, to: string): Promise<void> {
      if (to.endsWith("/journal")) await writeFile(join(root, "feed.xml"), "edited between the groups");
      return super.replace(from, to);
    }
  }
  await run(sampleSite(1));
  const { problem } = await run(sampleSite(1, 2), {}, new Editing());
  expect(problem).toMatchObject({ code: "publish.editedMeanwhile" });
  expect((await readTree(root))["feed.xml"]).toBe("edited between the groups");
});

test("no file goes live before the files that it shows or links to", async () => {
  class Noting extends LocalFiles {
    readonly live: string[] = [];
    override async replace(from: string, to: string): Promise<void> {
      await super.replace(from, to);
      if (to.startsWith(`${root}/`) && !to.includes("hitofude-probe"))
        this.live.push(to.slice(root.length + 1));
    }
  }
  const files = new Noting();
  const site = sampleSite(30);
  const { puts } = await run(site, {}, files);
  const groups = files.live.map((path) => puts.find((put) => put.file.path === path)?.file.group);
  const order = ["asset", "page", "search", "feed", "list"];
  const ranks = groups.map((group) => order.indexOf(group ?? ""));
  // The only list is the front page, from which readers reach all others
  expect(ranks).toHaveLength(Object.keys(site).length);
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
});

test("a file that somebody edits after the last check before its deletion stays", async () => {
  const old = join(root, "old.html");
  class Editing extends LocalFiles {
    isCommitting = false;
    override async replace(from: string, to: string): Promise<void> {
      this.isCommitting ||= to.endsWith("/journal");
      await super.replace(from, to);
    }
    override async lstat(asked: string) {
      const entry = await super.lstat(asked);
      if (this.isCommitting && asked === old) {
        this.isCommitting = false;
        await writeFile(old, "edited after the last check");
      }
      return entry;
    }
  }
  await run({ ...sampleSite(1), "old.html": "old" });
  await run(sampleSite(1), {}, new Editing());
  expect(await readFile(old, "utf8")).toBe("edited after the last check");
  const files = await readdir(place.state);
  expect(files).toEqual(["manifest"]);
});
