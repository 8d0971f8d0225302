import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Question } from "#contract/types/publish-run-types.ts";
import { Progress } from "#engine/publish/base/progress.ts";
import { conclude } from "#engine/publish/run/publish.ts";
import type { PublishOptions } from "#engine/publish/run/publish-options.ts";
import type { NotedOutcome } from "#engine/publish/run/publish-run.ts";
import { publishWhole, type WholeTarget } from "#engine/publish/run/publish-whole.ts";
import { type Manifest, manifestSchema } from "#engine/publish/state/manifest.ts";
import { buildSite, sampleSite, type SiteFiles, treeOf } from "#tests/support/publish/built-site.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";

let folder = "";
let archive = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-whole-"));
  archive = join(folder, "site.json");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Contents {
  readonly manifest: Manifest;
  readonly files: Readonly<Record<string, string>>;
}

const progress = (): Progress => new Progress(() => undefined);

async function contents(): Promise<Contents | null> {
  const text = await readFile(archive, "utf8").catch(() => null);
  if (text === null) return null;
  const { manifest, files } = JSON.parse(text);
  return { manifest: manifestSchema.parse(manifest), files };
}

/** A target that is one JSON file. */
const oneFile: WholeTarget = {
  readManifest: async () => (await contents())?.manifest ?? null,
  async replace(files, beforeReplace) {
    const texts = files.map(async ({ path, location }) => [path, await readFile(location, "latin1")]);
    const written = Object.fromEntries(await Promise.all(texts));
    const manifest = await beforeReplace();
    await writeFile(`${archive}.new`, JSON.stringify({ manifest, files: written }));
    await rename(`${archive}.new`, archive);
  },
};

async function publish(site: SiteFiles, changes: Partial<PublishOptions> = {}): Promise<NotedOutcome> {
  const options: PublishOptions = {
    name: "live",
    input: await buildSite(join(folder, "build"), site),
    ask: yes,
    client: { user: "author", computer: "desk" },
    review: false,
    program: "test",
    ...changes,
  };
  return publishWhole(oneFile, options, progress());
}

test("a site is written in one piece, and the next publish knows what changed", async () => {
  const asked: Question[] = [];
  const ask: PublishOptions["ask"] = async (question) => {
    asked.push(question);
    return yes(question);
  };
  const first = await publish(sampleSite(3), { ask });
  expect((await contents())?.files).toEqual(treeOf(sampleSite(3)));
  expect(first.manifest.generation).toBe(1);
  expect(first.puts.length).toBe(8);
  expect(asked).toMatchObject([{ kind: "plan", plan: { first: true, questions: ["first"] } }]);

  const second = await publish(sampleSite(2, 2), { ask });
  expect((await contents())?.files).toEqual(treeOf(sampleSite(2, 2)));
  expect(second.before?.generation).toBe(1);
  expect(second.puts.map(({ file, change }) => [file.path, change])).toEqual([
    ["index.html", "changed"],
    ["feed.xml", "changed"],
    ["search/a.json", "changed"],
  ]);
  expect(second.removed).toEqual(["hitokoto/20220002.html"]);
  expect(asked.slice(1)).toMatchObject([{ kind: "plan", plan: { questions: ["removals"] } }]);

  const same = await publish(sampleSite(2, 2), { ask });
  expect([same.manifest.generation, same.puts, asked.length]).toEqual([2, [], 2]);
});

test("nothing changes if the author declines, or if the addresses cannot be written", async () => {
  await publish(sampleSite(3));
  const before = await readFile(archive, "utf8");
  const no: PublishOptions["ask"] = async (question) => ({ ...(await yes(question)), accept: false });
  await expect(publish(sampleSite(2), { ask: no })).rejects.toMatchObject({ code: "call.cancelled" });
  const beforeCommit = (): Promise<never> => Promise.reject(new Error("read-only"));
  await expect(publish(sampleSite(4), { beforeCommit })).rejects.toThrow("read-only");
  expect(await readFile(archive, "utf8")).toBe(before);
});

test("what another computer published is not replaced if the author keeps it", async () => {
  const mine = await publish(sampleSite(2));
  const lastHere = { posts: mine.posts, files: null };
  const changed = { ...sampleSite(2), "hitokoto/20220001.html": "theirs" };
  await publish(changed);
  const keep: PublishOptions["ask"] = async (question) => {
    const files = question.kind === "plan" ? question.plan.files : [];
    return {
      ...(await yes(question)),
      take: [],
      keep: files.filter((file) => file.because).map(({ path }) => path),
    };
  };
  await expect(publish(sampleSite(2), { lastHere, ask: keep })).rejects.toMatchObject({
    code: "publish.conflicts",
    values: { count: 1 },
  });
  expect((await contents())?.files["hitokoto/20220001.html"]).toBe("theirs");
});

test("a site that another program takes to its readers is not fetched", async () => {
  const outcome = await publish(sampleSite(2));
  const end = (isLive: boolean) =>
    conclude(outcome, { name: "live" }, { url: "http://127.0.0.1:9/", isLive }, 0, progress());
  expect((await end(false)).result.notes).toEqual([]);
  expect((await end(true)).result.notes).toMatchObject([{ code: "verify.unreachable" }]);
});
