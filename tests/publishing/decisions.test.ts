import { mkdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { compareTexts } from "#engine/publish/plan/compare-texts.ts";
import type { Ask } from "#engine/publish/base/targets.ts";
import { readTree, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { publishSite } from "#tests/support/publish/sftp-publish.ts";

let server: OpenSshServer;
const sshTest = test.runIf(hasOpenSsh);

beforeAll(async () => {
  if (hasOpenSsh) server = await startOpenSsh();
});
afterAll(() => server?.stop());
beforeEach(async () => {
  if (!hasOpenSsh) return;
  await server.emptyFolder(server.home);
  await server.emptyFolder(server.documentRoot);
});

const inside = (path: string): string => join(server.documentRoot, path);

/** Answers plans with these choices, and records what was asked. */
function choosing(choices: Pick<Answer, "take" | "keep">): { ask: Ask; asked: Question[] } {
  const asked: Question[] = [];
  const ask: Ask = async (question) => {
    asked.push(question);
    return { accept: true, answers: [], remember: false, ...(question.kind === "plan" ? choices : {}) };
  };
  return { ask, asked };
}

function plans(asked: readonly Question[]) {
  return asked.flatMap((question) => (question.kind === "plan" ? question.plan : []));
}

/** Creates a site that somebody made by hand long ago. */
async function handMadeSite(): Promise<Record<string, { mtimeMs: number; ino: number }>> {
  const site = {
    "index.html": "<h1>手で作った表紙</h1>",
    "feed.xml": String(sampleSite(2)["feed.xml"]),
    "diary/1999.html": "昔の日記",
    "diary/photo.jpg": "not really a photo",
    "counter.cgi": "#!/usr/bin/perl",
    ".htpasswd": "secret",
  };
  await mkdir(inside("diary"));
  const then = new Date("1999-12-31T15:00:00Z");
  for (const [path, text] of Object.entries(site)) {
    await writeFile(inside(path), text);
    await utimes(inside(path), then, then);
  }
  await server.own(server.documentRoot);
  return statsOf(Object.keys(site));
}

async function statsOf(paths: readonly string[]): Promise<Record<string, { mtimeMs: number; ino: number }>> {
  const stats = await Promise.all(
    paths.map(async (path) => {
      const { mtimeMs, ino } = await stat(inside(path));
      return [path, { mtimeMs, ino }] as const;
    }),
  );
  return Object.fromEntries(stats);
}

sshTest("the first publish into a site made by hand changes no byte of it", async () => {
  const before = await handMadeSite();
  const paths = Object.keys(before);
  const texts = await readTree(server.documentRoot);
  const site = sampleSite(2);
  const open = choosing({});
  await expect(publishSite(server, site, { ask: open.ask })).rejects.toMatchObject({
    code: "publish.conflicts",
    values: { count: 1 },
  });
  const [plan] = plans(open.asked);
  expect(plan?.questions).toEqual(["first", "conflicts"]);
  expect(plan?.files.filter(({ change }) => change === "conflict")).toMatchObject([
    { path: "index.html", because: "foreign" },
  ]);
  const foreign = plan?.files.filter(({ change }) => change === "foreign").map(({ path }) => path);
  expect(foreign?.sort()).toEqual([".htpasswd", "counter.cgi", "diary/1999.html", "diary/photo.jpg"]);
  expect(await readTree(server.documentRoot)).toEqual(texts);

  const kept = choosing({ keep: ["index.html"] });
  const { result } = await publishSite(server, site, { ask: kept.ask });
  expect(result).toMatchObject({ kept: 1, uploaded: Object.keys(site).length - 2 });
  expect(await readTree(server.documentRoot)).toEqual({ ...treeOf(site), ...texts });
  expect(await statsOf(paths)).toEqual(before);

  // No question is asked again. A new list does not replace the author's list.
  // A file of somebody else stays when it no longer belongs to the site.
  const later = choosing({});
  const { "feed.xml": _feed, ...rest } = sampleSite(3, 2);
  await publishSite(server, rest, { ask: later.ask });
  expect(plans(later.asked).flatMap(({ files }) => files.filter(({ because }) => because))).toMatchObject([
    { path: "feed.xml", change: "leftover", because: "adopted" },
  ]);
  expect(await readTree(server.documentRoot)).toEqual({ ...treeOf(rest), ...texts });
  expect(await statsOf(paths)).toEqual(before);

  const taken = choosing({ take: ["index.html"] });
  await publishSite(server, rest, { ask: taken.ask, review: true });
  expect(await readTree(server.documentRoot)).toEqual({ ...texts, ...treeOf(rest) });
});

sshTest(
  "a page edited on the server is shown with its differences, and each file is decided separately",
  async () => {
    const site = { ...sampleSite(1), "a.html": "<p>\nold a\n</p>\n", "b.html": "old b", "c.html": "old c" };
    await publishSite(server, site);
    for (const path of ["a.html", "b.html", "c.html"])
      await writeFile(inside(path), `<p>\nby hand ${path}\n`);
    const { "c.html": _gone, ...rest } = site;
    const changed = { ...rest, "a.html": "<p>\nnew a\n</p>\n", "b.html": "new b" };
    const seen: unknown[] = [];
    const ask: Ask = async (question, aids) => {
      if (question.kind === "plan") {
        seen.push(question.plan.files.filter(({ because }) => because));
        seen.push(compareTexts((await aids?.versions("a.html")) ?? null));
      }
      return { accept: true, answers: [], remember: false, take: ["a.html"], keep: ["b.html"] };
    };
    await publishSite(server, changed, { ask });
    expect(seen).toMatchObject([
      [
        { path: "a.html", change: "conflict", because: "edited" },
        { path: "b.html", change: "conflict", because: "edited" },
        { path: "c.html", change: "leftover", because: "edited" },
      ],
      {
        kind: "text",
        lines: [
          { kind: "same", text: "<p>" },
          { kind: "theirs", text: "by hand a.html" },
          { kind: "mine", text: "new a" },
          { kind: "mine", text: "</p>" },
        ],
      },
    ]);
    expect(await readTree(server.documentRoot)).toMatchObject({
      "a.html": "<p>\nnew a\n</p>\n",
      "b.html": "<p>\nby hand b.html\n",
      "c.html": "<p>\nby hand c.html\n",
    });
    const again = choosing({});
    expect((await publishSite(server, changed, { ask: again.ask })).result).toMatchObject({
      bytes: 0,
      kept: 1,
    });
    expect(again.asked).toEqual([]);
    // Our file has new content, which readers would miss if theirs stayed without a question
    const rewritten = { ...changed, "b.html": "newer b" };
    await expect(publishSite(server, rewritten, { ask: again.ask })).rejects.toMatchObject({
      code: "publish.conflicts",
    });
    await publishSite(server, rewritten, { ask: choosing({ take: ["b.html"] }).ask });
    expect(await readTree(server.documentRoot)).toMatchObject({ "b.html": "newer b" });
  },
);

sshTest("a review checks everything: lost files are restored, edited files are asked about", async () => {
  const site = { ...sampleSite(2), "a.html": "a", "b.html": "b" };
  await publishSite(server, site);
  await writeFile(inside("a.html"), "by hand");
  await rm(inside("b.html"));
  const review = choosing({ take: ["a.html"] });
  await publishSite(server, site, { ask: review.ask, review: true });
  expect(plans(review.asked)[0]?.files).toMatchObject([
    { path: "a.html", change: "conflict", because: "edited" },
    { path: "b.html", change: "lost" },
  ]);
  expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
});
