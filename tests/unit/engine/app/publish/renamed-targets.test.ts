import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Answer } from "#contract/types/publish-run-types.ts";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { fileNameFor } from "#engine/base/plain-name.ts";
import { openBlog, openFiles, post, settings, statePath, type TestBlog } from "../open-service.ts";

const path = "posts/hibi/a.md";
const files = { [path]: post("雨", "一つ目"), "posts/hibi/b.md": post("雪", "二つ目", 10) };
const accept: Answer = { accept: true, answers: [], remember: false };
const ask = async (): Promise<Answer> => accept;

let site = "";
const open: TestBlog[] = [];
beforeEach(async () => {
  site = await mkdtemp(join(tmpdir(), "hitofude-renamed-"));
  await mkdir(join(site, "web"));
});
afterEach(async () => {
  for (const blog of open.splice(0)) await blog.close();
  await rm(site, { recursive: true });
});

/** Returns settings with targets of these names, which all publish to the same folder. */
function yamlWith(...names: readonly string[]): string {
  const place = `{ kind: folder, directory: ${join(site, "web")}, url: "http://127.0.0.1:1/" }`;
  return `${settings}${names.map((name) => `  ${name}: ${place}\n`).join("")}defaultTarget: ${names[0]}\n`;
}

async function publish({ service }: TestBlog, how: () => Promise<Answer> = ask) {
  await service.blog.catchUp();
  return service.publishing.run({ review: false, ask: how, signal: new Cancellation() });
}

/** Publishes without an answer to any question. */
async function publishUnasked(blog: TestBlog) {
  return publish(blog, async () => {
    throw new Error("asked");
  });
}

/** A blog that has published two versions of a post to its target 一号. */
async function publishedBlog(): Promise<TestBlog> {
  const blog = await openFiles({ ...files, "blog.yaml": yamlWith("一号") }, { watch: true });
  open.push(blog);
  await publish(blog);
  await blog.write(path, post("雨", "直した"));
  await publishUnasked(blog);
  return blog;
}

async function reopenWith(blog: TestBlog, yaml: string): Promise<TestBlog> {
  await blog.service.close();
  await writeFile(join(blog.folder, "blog.yaml"), yaml);
  return openBlog(blog.folder);
}

async function until(fits: () => boolean): Promise<void> {
  while (!fits()) await wait(10);
}

async function undo({ service }: TestBlog): Promise<void> {
  service.events.forwardTo({
    emit: (name, payload) => {
      if (name === "publish.question" && "question" in payload) service.publishing.answer(payload.id, accept);
    },
  });
  await service.publishing.undo({ signal: new Cancellation() });
}

test("a target that is renamed in blog.yaml keeps what is known of its publishes", async () => {
  const blog = await publishedBlog();
  // Renamed while the program is running
  await blog.write("blog.yaml", yamlWith("web"));
  await until(() => blog.eventsOf("blog.changed").at(-1)?.defaultTarget === "web");
  expect(blog.service.overview.pending()).toMatchObject({ first: false, count: 0 });
  expect(await blog.service.publishing.states(undefined, new Cancellation())).toHaveLength(2);
  expect(await publishUnasked(blog)).toMatchObject({ target: "web", uploaded: 0, removed: 0 });

  // Renamed while the program is closed
  const again = await reopenWith(blog, yamlWith("home"));
  expect(again.service.overview.pending()).toMatchObject({ first: false, count: 0 });
  expect(await publishUnasked(again)).toMatchObject({ target: "home", uploaded: 0, removed: 0 });
  await undo(again);
  expect(await readFile(join(site, "web", "20240506-0900.html"), "utf8")).toContain("一つ目");
  expect(await readdir(statePath(blog.folder, "live"))).toEqual(["home.json"]);
  await again.service.close();
});

test("an interrupted move of the records is completed at the next start", async () => {
  const blog = await publishedBlog();
  await blog.service.close();
  const states = statePath(blog.folder, "published", "states");
  const [former = ""] = await readdir(states);
  await rename(join(states, former), join(states, "target-web"));
  const again = await reopenWith(blog, yamlWith("web"));
  expect(await again.service.publishing.states(undefined, new Cancellation())).toHaveLength(2);
  expect(await publishUnasked(again)).toMatchObject({ uploaded: 0, removed: 0 });
  await again.service.close();
});

test("a target that is renamed during a publish gets the record of this publish, too", async () => {
  const blog = await publishedBlog();
  await blog.write(path, post("雨", "もう一度"));
  await blog.service.blog.catchUp();
  let isRenamed = false;
  const renaming = async (): Promise<Answer> => {
    await blog.write("blog.yaml", yamlWith("web"));
    await until(() => blog.eventsOf("blog.changed").at(-1)?.defaultTarget === "web");
    isRenamed = true;
    return accept;
  };
  const result = await blog.service.publishing.run({
    review: true,
    ask: renaming,
    signal: new Cancellation(),
  });
  expect([isRenamed, result.target]).toEqual([true, "一号"]);
  await until(() => !blog.service.overview.pending().first);
  expect(blog.service.overview.pending().count).toBe(0);
  expect(await blog.service.publishing.states(undefined, new Cancellation())).toHaveLength(3);
  expect(await publishUnasked(blog)).toMatchObject({ target: "web", uploaded: 0, removed: 0 });
});

for (const isMadeAgain of [true, false])
  test(`a target that is renamed during a publish of the shell gets this publish, too: ${isMadeAgain}`, async () => {
    const window = await publishedBlog();
    await window.write(path, post("雨", "もう一度"));
    const shell = await openBlog(window.folder);
    const built = (name: string): string => statePath(window.folder, "cache", "site", fileNameFor(name));
    const renaming = async (): Promise<Answer> => {
      await window.write("blog.yaml", yamlWith("web"));
      await until(() => window.eventsOf("blog.changed").at(-1)?.defaultTarget === "web");
      // With these files, the shell goes on. Without them, it makes the site again.
      if (!isMadeAgain) await cp(built("web"), built("一号"), { recursive: true });
      return accept;
    };
    const signal = new Cancellation();
    const { target } = await shell.service.publishing.run({ review: true, ask: renaming, signal });
    expect(target).toBe("一号");
    await shell.service.close();

    await window.write(path, post("雨", "さらに一度"));
    expect((await publishUnasked(window)).target).toBe("web");
    const states = await window.service.publishing.states(undefined, new Cancellation());
    expect(states.map(({ number }) => number)).toEqual([4, 3, 2, 1]);
    expect(states.map(({ isLive }) => isLive)).toEqual([true, false, false, false]);
    expect(await readdir(statePath(window.folder, "live"))).toEqual(["web.json"]);
    await undo(window);
    expect(await readFile(join(site, "web", "20240506-0900.html"), "utf8")).toContain("もう一度");
  });

test("in doubt, a target with an unknown name begins new records, and the others stay", async () => {
  const blog = await publishedBlog();
  const record = statePath(blog.folder, "live");
  const [former = ""] = await readdir(record);
  const whole = await readFile(join(record, former), "utf8");
  const practice = JSON.stringify({ ...JSON.parse(whole), place: "practice" });
  const broken = yamlWith("web").replace("defaultTarget", "  一号: { kind: new }\ndefaultTarget");
  for (const [what, yaml, given] of [
    ["another server or folder", yamlWith("web").replace(join(site, "web"), site), {}],
    ["two new names", yamlWith("web", "home"), {}],
    ["the former name is still there", yamlWith("web", "一号"), {}],
    ["settings that cannot be read", broken, { "other.json": practice }],
    ["two former names", yamlWith("web"), { "other.json": whole }],
    ["a damaged record", yamlWith("web"), { [former]: "{" }],
  ] as const) {
    for (const [name, text] of Object.entries(given)) await writeFile(join(record, name), text);
    const before = await readdir(record);
    const again = await reopenWith(blog, yaml);
    await again.service.close();
    expect([what, await readdir(record)]).toEqual([what, before]);
    for (const name of Object.keys(given)) await rm(join(record, name));
    await writeFile(join(record, former), whole);
  }
  const again = await reopenWith(blog, yamlWith("web"));
  expect([existsSync(join(record, former)), again.service.overview.pending().first]).toEqual([false, false]);
  await again.service.close();
});
