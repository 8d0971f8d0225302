import { cp, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Answer, PublishPlan, Question } from "#contract/types/publish-run-types.ts";
import { answerForNobody } from "#engine/app/publish/unattended.ts";
import type { EarlierFiles, LastHere } from "#engine/publish/plan/elsewhere.ts";
import type { NotedOutcome } from "#engine/publish/run/publish-run.ts";
import { readTree, type SiteFiles, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { type FolderSite, openFolderSite } from "#tests/support/publish/folder-site.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";

let folder: FolderSite;
let published: NotedOutcome[];
beforeEach(async () => {
  folder = await openFolderSite();
  published = [];
});
afterEach(() => folder.remove());

// The site has more posts than a sample has files, so that only the marker is sure to find one change
const site = sampleSite(90);
const page = "hitokoto/20220007.html";
const changed = { ...site, [page]: "another text" };
const { [page]: _, ...without } = site;

/** Returns what a computer remembers that has made all publishes of this test. */
function lastHere(): LastHere {
  const files = published.map(({ manifest }) => Object.entries(manifest.files));
  const earlier: EarlierFiles = new Map(files.flat().map(([path]) => [path, versionsOf(path)]));
  const { generation, at, posts } = published.at(-1)?.manifest ?? { generation: 0, at: "", posts: {} };
  const last = (files.at(-1) ?? []).map(([path, { sha256 }]) => [path, sha256]);
  return { generation, at, posts, files: Object.fromEntries(last), earlier: async () => earlier };
}

function versionsOf(path: string): { sha256: string; size: number }[] {
  return published.flatMap(({ manifest }) => manifest.files[path] ?? []);
}

/** Publishes, and returns the plans about which the author was asked. */
async function publish(
  of: SiteFiles,
  answer: (question: Question) => Promise<Answer> = yes,
): Promise<PublishPlan[]> {
  const asked: PublishPlan[] = [];
  const ask = (question: Question): Promise<Answer> => {
    if (question.kind === "plan") asked.push(question.plan);
    return answer(question);
  };
  const isFirst = published.length === 0;
  published.push(
    await folder.run(of, { ask, random: () => 0, ...(isFirst ? {} : { lastHere: lastHere() }) }),
  );
  return asked;
}

/** Copies a folder as a backup does, and returns a function that restores the copy. */
async function backUp(path: string): Promise<() => Promise<void>> {
  const backup = join(dirname(folder.root), "..", "backup");
  await cp(path, backup, { recursive: true, preserveTimestamps: true });
  return async () => {
    await rm(path, { recursive: true });
    await rename(backup, path);
  };
}

test("a document root restored from before a change of one page is noticed with nothing to publish", async () => {
  await publish(site);
  const restore = await backUp(folder.root);
  await publish(changed);
  await restore();
  const [plan] = await publish(changed);
  // The earlier version is Hitofude's own, so nobody has to decide whose version is right
  expect(plan?.questions).toEqual(["lost"]);
  expect(plan?.files).toMatchObject([{ path: page, change: "lost" }]);
  expect(await readTree(folder.root)).toEqual(treeOf(changed));
  expect(await publish(changed)).toEqual([]);
});

test("a document root restored from before a removal is noticed, and the page is removed again", async () => {
  await publish(site);
  const restore = await backUp(folder.root);
  await publish(without);
  await restore();
  const stopped = publish(without, answerForNobody);
  await expect(stopped).rejects.toMatchObject({ code: "publish.lost" });
  const [plan] = await publish(without, async (question) => ({ ...(await yes(question)), take: [page] }));
  expect(plan?.questions).toEqual(["lost"]);
  expect(plan?.files).toMatchObject([{ path: page, change: "leftover", because: "restored" }]);
  expect(await readTree(folder.root)).toEqual(treeOf(without));
  expect(await publish(without)).toEqual([]);
});

test("a page that others changed in a restored document root still needs a decision", async () => {
  await publish(site);
  const restore = await backUp(folder.root);
  await publish({ ...changed, "feed.xml": "<rss>later</rss>" });
  await restore();
  const file = join(folder.root, page);
  await rm(file);
  await cp(join(folder.root, "index.html"), file);
  const [plan] = await publish({ ...changed, "feed.xml": "<rss>later</rss>" });
  expect(plan?.questions).toEqual(["conflicts", "lost"]);
  expect(plan?.files).toMatchObject([
    { path: "feed.xml", change: "lost" },
    { path: page, change: "conflict", because: "edited" },
  ]);
});

test("a server restored with its record of publishes is not taken for another computer's work", async () => {
  await publish(site);
  const restore = await backUp(dirname(folder.root));
  await publish(changed);
  await restore();
  const [plan] = await publish(changed);
  expect(plan?.questions).toEqual(["lost"]);
  expect(plan?.files).toMatchObject([{ path: page, change: "lost" }]);
  expect(await readFile(join(folder.root, page), "utf8")).toBe("another text");
});

test("if no record of publishes is left, the plan gives the time of the last one", async () => {
  await publish(site);
  await rm(dirname(folder.state), { recursive: true });
  const [plan] = await publish(changed);
  expect(plan).toMatchObject({ first: true, publishedBefore: published[0]?.manifest.at });
  // All files are those of the last publish, so none needs a decision
  expect(plan?.questions).toEqual(["first"]);
  expect(await readTree(folder.root)).toEqual(treeOf(changed));
});
