import { existsSync, readdirSync, rmSync } from "node:fs";
import { cp, lstat, mkdir, readdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Answer, PublishPlan, Question } from "#contract/types/publish-run-types.ts";
import { answerForNobody } from "#engine/app/publish/unattended.ts";
import { AppError } from "#contract/errors.ts";
import { RemoteError, remoteStatus } from "#engine/publish/base/remote-files.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { readTree, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import { openFolderSite } from "#tests/support/publish/folder-site.ts";
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

sshTest("a document root that is missing is named before anything is asked or decided", async () => {
  const away = `${server.documentRoot}-away`;
  await rename(server.documentRoot, away);
  const asked: string[] = [];
  const publishing = publish(site, async (question) => {
    asked.push(question.kind);
    return yes(question);
  });
  await expect(publishing).rejects.toMatchObject({
    code: "publish.directoryMissing",
    values: { directory: server.documentRoot },
  });
  expect([asked, existsSync(server.documentRoot)]).toEqual([[], false]);
  await rename(away, server.documentRoot);
  expect(await publish()).toEqual([]);
});

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

/** Removes uploaded files that are not live yet, or their whole directory, as a tidying program would. */
function tidyUp(state: string, isWhole: boolean): void {
  for (const stage of readdirSync(state).filter((name) => name.startsWith("stage-"))) {
    if (isWhole) rmSync(join(state, stage), { recursive: true });
    else
      for (const name of readdirSync(join(state, stage)))
        rmSync(join(state, stage, name), { recursive: true });
  }
}

function without(from: typeof site, path: string): typeof site {
  return Object.fromEntries(Object.entries(from).filter(([one]) => one !== path));
}

/** Changes a page without changing its size, adds a page, removes one, and turns one into a folder. */
const reworked = (from: typeof site): typeof site => {
  const { "hitokoto/20220001.html": _, "hitokoto/20220002.html": __, ...rest } = from;
  return {
    ...rest,
    "index.html": "<h1>一筆 2</h1>",
    "hitokoto/new.html": "new",
    "hitokoto/20220002.html/inside.html": "a folder now",
  };
};

for (const isWhole of [false, true]) {
  const what = isWhole ? "the directory with uploaded files" : "uploaded files";
  sshTest(
    `${what} that another program removes: the error names it, and the next publish finishes`,
    async () => {
      const state = join(dirname(server.documentRoot), ".hitofude/b3f0c1d2-test-blog/public_html");
      const beforeCommit = async (): Promise<never> => tidyUp(state, isWhole) as never;
      await expect(publishSite(server, reworked(site), { beforeCommit })).rejects.toMatchObject({
        code: "publish.uploadsGone",
        values: { directory: state },
      });
      expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
      expect(await publish(reworked(site))).toMatchObject([{ questions: ["removals"] }]);
      expect(await readTree(server.documentRoot)).toEqual(treeOf(reworked(site)));
      expect(await readdir(state)).toEqual(["manifest"]);
      expect(await publish(reworked(site))).toEqual([]);
    },
  );
}

for (const [swap, isWhole] of [
  [false, false],
  [true, false],
  [true, true],
] as const) {
  const way = `${swap ? "by swap" : "file by file"}, ${isWhole ? "their directory" : "the files"}`;
  test(`uploaded files that are removed after the decision, ${way}: the next publish finishes`, async () => {
    const before = sampleSite(4);
    const after = reworked(before);
    const local = await openFolderSite();
    for (let at = 1, isOver = false; !isOver; at += 7) {
      rmSync(join(local.root, ".."), { recursive: true });
      await mkdir(local.root, { recursive: true });
      await local.run(before, { swap });
      let since = 0;
      const onOperation = async (): Promise<void> => {
        if (since === 0 && !existsSync(join(local.state, "journal"))) return;
        since += 1;
        if (since === at) tidyUp(local.state, isWhole);
      };
      await local
        .run(after, { swap }, new FaultyFiles(new LocalFiles(), null, { onOperation }))
        .catch(() => 0);
      isOver = since < at;
      await local.run(after, { swap });
      expect(await readTree(local.root), `operation ${at}`).toEqual(treeOf(after));
      expect(await readdir(local.state), `operation ${at}`).toEqual(["manifest"]);
      expect((await local.run(after, { swap })).puts, `operation ${at}`).toEqual([]);
    }
    await local.remove();
  });
}

/**
 * A server on which someone edits a page just before the publish removes it.
 * The server then refuses to move the page back. With `isCut`, the connection is lost instead.
 */
class EditedLate extends LocalFiles {
  readonly #isCut: boolean;
  #isAway = false;

  constructor(isCut: boolean) {
    super();
    this.#isCut = isCut;
  }

  override async replace(from: string, to: string): Promise<void> {
    if (/2022000[12]/.test(from) && /\/gone-/.test(to)) {
      await writeFile(from, "edited by hand");
      this.#isAway = true;
    }
    await super.replace(from, to);
  }

  override async rename(from: string, to: string): Promise<void> {
    if (this.#isAway && /\/gone-/.test(from) && !/kept-/.test(to)) {
      if (this.#isCut) throw new AppError("publish.connectionLost", { reason: "test" });
      throw new RemoteError("rename", to, remoteStatus.permissionDenied, "refused");
    }
    await super.rename(from, to);
  }
}

test.each(["20220001.html", "20220002.html"])(
  "an edit of %s just before its removal is kept aside and named if the server refuses to move it back",
  async (name) => {
    const local = await openFolderSite();
    const before = sampleSite(4);
    const after = name === "20220002.html" ? reworked(before) : without(before, `hitokoto/${name}`);
    await local.run(before);
    const { problem } = await local.run(after, {}, new EditedLate(false));
    expect(problem).toMatchObject({ code: "publish.putAside" });
    const kept = (await readdir(local.state)).filter((entry) => entry.startsWith("kept-"));
    const texts = await Promise.all(kept.map((entry) => readFile(join(local.state, entry), "utf8")));
    expect(new Set(texts)).toEqual(new Set(["edited by hand"]));
    const named = { code: "server.keptAside", values: { directory: local.state, files: kept.join(", ") } };
    expect((await local.run({ ...after, "new.html": "new" })).notes).toMatchObject([named]);
    expect((await readdir(local.state)).sort()).toEqual([...kept, "manifest"].sort());
    await local.remove();
  },
);

test.each([
  ["20220001.html", null],
  ["20220002.html", "publish.fileInTheWay"],
])(
  "an edit of %s just before its removal is put back by the next publish if the connection is lost",
  async (name, code) => {
    const local = await openFolderSite();
    const before = sampleSite(4);
    const path = `hitokoto/${name}`;
    const after = code ? reworked(before) : without(before, path);
    await local.run(before);
    const cut = local.run(after, {}, new EditedLate(true));
    await expect(cut).rejects.toMatchObject({ code: "publish.connectionLost" });
    const next = await local.run(after).catch((error: AppError) => error.code);
    expect(next).toEqual(code ?? expect.objectContaining({ problem: null }));
    expect(await readFile(join(local.root, path), "utf8")).toBe("edited by hand");
    // A file in the way of the new site is taken over by `take`. Any other edited file stays on the server.
    const ask = async (question: Question): Promise<Answer> => ({ ...(await yes(question)), take: [path] });
    await local.run(after, { ask });
    const left = code ? {} : { [path]: "edited by hand" };
    expect(await readTree(local.root)).toEqual({ ...treeOf(after), ...left });
    expect(await readdir(local.state)).toEqual(["manifest"]);
    await local.remove();
  },
);
