import { cp, lstat, readdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Answer, PublishPlan, Question } from "#contract/types/publish-run-types.ts";
import { answerForNobody } from "#engine/app/publish/unattended.ts";
import { readTree, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { planSite, publishSite, yes } from "#tests/support/publish/sftp-publish.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";

// What happens on the server between two publishes, and what the next publish notices of it

const sshTest = test.runIf(hasOpenSsh);
let server: OpenSshServer;
beforeAll(async () => {
  if (hasOpenSsh) server = await startOpenSsh();
});
afterAll(() => server?.stop());
const site = sampleSite(20);
beforeEach(async () => {
  if (!hasOpenSsh) return;
  await server.emptyFolder(dirname(server.documentRoot));
  await server.emptyFolder(server.documentRoot);
  await publishSite(server, site);
});

const inside = (path: string): string => join(server.documentRoot, path);

/** Publishes a site. Returns the plans about which the author was asked. */
async function publish(
  of = site,
  answer: (question: Question) => Promise<Answer> = yes,
): Promise<PublishPlan[]> {
  const asked: PublishPlan[] = [];
  const ask = (question: Question): Promise<Answer> => {
    if (question.kind === "plan") asked.push(question.plan);
    return answer(question);
  };
  await publishSite(server, of, { ask });
  return asked;
}

const lostIn = (plan: PublishPlan | undefined): string[] =>
  (plan?.files ?? []).filter(({ change }) => change === "lost").map(({ path }) => path);

sshTest("a page deleted by hand is noticed although there is nothing to publish, and put back", async () => {
  await rm(inside("hitokoto/20220007.html"));
  const asked = await publish();
  expect(asked).toMatchObject([{ questions: ["lost"] }]);
  expect(lostIn(asked[0])).toEqual(["hitokoto/20220007.html"]);
  expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
  expect(await publish()).toEqual([]);
});

sshTest(
  "an emptied document root is noticed and filled again, also with something new to publish",
  async () => {
    await server.emptyFolder(server.documentRoot);
    const more = { ...site, "hitokoto/new.html": "new" };
    const asked = await publish(more);
    expect(asked).toMatchObject([{ questions: ["lost"] }]);
    expect(lostIn(asked[0])).toHaveLength(Object.keys(site).length);
    expect(await readTree(server.documentRoot)).toEqual(treeOf(more));
  },
);

sshTest("a document root restored from an old backup is noticed, and the author decides", async () => {
  const backup = `${server.documentRoot}-backup`;
  await cp(server.documentRoot, backup, { recursive: true, preserveTimestamps: true });
  const later = { ...site, "index.html": "<h1>later</h1>", "hitokoto/new.html": "new" };
  await publish(later);
  await rm(server.documentRoot, { recursive: true });
  await rename(backup, server.documentRoot);
  await server.own(server.documentRoot);
  const [plan] = await publish(later);
  expect(plan?.questions).toEqual(["conflicts", "lost"]);
  expect(plan?.files.map(({ path, change }) => [path, change])).toEqual([
    ["index.html", "conflict"],
    ["hitokoto/new.html", "lost"],
  ]);
  expect(await readTree(server.documentRoot)).toEqual(treeOf(later));
});

sshTest("equal files with other times need no question, and are known again afterwards", async () => {
  for (const path of await readdir(inside("hitokoto"))) await utimes(inside(`hitokoto/${path}`), 1000, 1000);
  expect(await publish()).toEqual([]);
  await writeFile(inside("hitokoto/20220003.html"), "by hand");
  const [plan] = await publish(site, async (question) => ({
    ...(await yes(question)),
    take: [],
    keep: ["hitokoto/20220003.html"],
  }));
  expect(plan?.files).toMatchObject([
    { path: "hitokoto/20220003.html", change: "conflict", because: "edited" },
  ]);
  expect(await readFile(inside("hitokoto/20220003.html"), "utf8")).toBe("by hand");
  // The decision holds for the next publishes
  expect(await publish()).toEqual([]);
});

sshTest("while nobody is there to agree, lost files stop a publish with their names", async () => {
  await rm(inside("hitokoto/20220007.html"));
  await expect(publish(site, answerForNobody)).rejects.toMatchObject({
    code: "publish.lost",
    values: { count: 1, paths: "hitokoto/20220007.html" },
  });
  expect(await readdir(inside("hitokoto"))).not.toContain("20220007.html");
});

sshTest(
  "a dry run shows the plan and changes nothing on the server, not even at the first publish",
  async () => {
    const home = dirname(server.documentRoot);
    const everything = async (): Promise<string[]> => {
      const found = (await readdir(home, { withFileTypes: true, recursive: true })).map(async (entry) => {
        const { ino, size, ctimeMs } = await lstat(join(entry.parentPath, entry.name));
        return [entry.parentPath, entry.name, ino, size, ctimeMs].join(" ");
      });
      const { ctimeMs } = await lstat(home);
      return [...(await Promise.all(found)), `${ctimeMs}`].sort();
    };
    const published = await everything();
    await rm(inside("feed.xml"));
    const damaged = await everything();
    expect(damaged).not.toEqual(published);
    const plan = await planSite(server, { ...site, "hitokoto/new.html": "new" });
    expect(plan.files).toMatchObject([
      { path: "feed.xml", change: "lost" },
      { path: "hitokoto/new.html", change: "new" },
    ]);
    expect(await everything()).toEqual(damaged);

    await server.emptyFolder(home);
    await server.emptyFolder(server.documentRoot);
    await writeFile(inside("own.txt"), "theirs");
    const untouched = await everything();
    expect(await planSite(server, site)).toMatchObject({ first: true, questions: ["first"] });
    expect(await everything()).toEqual(untouched);
  },
);
