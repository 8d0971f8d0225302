import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { simulateSystem, systemError } from "#engine/base/files/simulated-system.ts";
import { openBlog, openFiles, post, settings, statePath, type TestBlog } from "../open-service.ts";

const path = "posts/hibi/a.md";
const files = { [path]: post("雨", "一つ目"), "posts/hibi/b.md": post("雪", "二つ目", 10) };
const open: TestBlog[] = [];
afterEach(async () => {
  for (const blog of open.splice(0).reverse()) await blog.close();
});

async function until(fits: () => boolean): Promise<void> {
  while (!fits()) await wait(10);
}

test("a window knows what the shell publishes and undoes, without a restart", async () => {
  const window = await openFiles(files, { watch: true });
  open.push(window);
  const { service } = window;
  const pending = () => window.eventsOf("site.pending").at(-1);
  const states = () => window.listed().map(({ state }) => state);
  expect(service.overview.pending()).toMatchObject({ first: true, count: 2 });

  // Opens the blog a second time, like the shell, which is another process with a memory of its own.
  const shell = await openBlog(window.folder);
  await shell.publish();
  await until(() => pending()?.count === 0);
  expect(pending()).toMatchObject({ first: false, posts: [] });
  await until(() => states()?.every((state) => state === "published") === true);
  expect((await service.posts.open(path)).state).toBe("published");
  const [live, ...none] = await service.publishing.states(undefined, new Cancellation());
  expect([live?.isLive, none]).toEqual([true, []]);
  expect(window.eventsOf("blog.changed").at(-1)?.targets).toMatchObject([{ isViewable: true }]);

  // The window publishes a change. The shell then goes back to the version that it published before.
  await window.write(path, post("雨", "直した"));
  await service.blog.catchUp();
  await window.publish();
  expect(service.overview.pending().count).toBe(0);
  await shell.service.close();
  const again = await openBlog(window.folder);
  const accept = { accept: true, answers: [], remember: false };
  again.service.events.forwardTo({
    emit: (name, payload) => {
      if (name === "publish.question" && "question" in payload)
        again.service.publishing.answer(payload.id, accept);
    },
  });
  await again.service.publishing.undo({ signal: new Cancellation() });
  await again.service.close();
  await until(() => pending()?.posts.some((changed) => changed.path === path) === true);
  expect((await service.posts.open(path)).state).toBe("changed");
  expect(
    (await service.publishing.states(undefined, new Cancellation())).map(({ isLive }) => isLive),
  ).toEqual([true, false, false]);
});

test("a site whose target has another server or folder now is not taken for published there", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-places-"));
  const settingsFor = (name: string): string =>
    `${settings}  here: { kind: folder, directory: ${join(folder, name)}, url: "http://127.0.0.1:1/" }\ndefaultTarget: here\n`;
  try {
    for (const name of ["old", "new"]) await mkdir(join(folder, name));
    let blog = await openFiles({ ...files, "blog.yaml": settingsFor("old") });
    open.push(blog);
    const ask = async (): Promise<Answer> => ({ accept: true, answers: [], remember: false });
    const publish = () => blog.service.publishing.run({ review: false, ask, signal: new Cancellation() });
    await publish();
    expect(blog.service.overview.pending().count).toBe(0);
    await blog.write("blog.yaml", settingsFor("new"));
    blog = await blog.reopen();
    open.splice(0, 1, blog);
    expect(blog.service.overview.pending()).toMatchObject({ count: 1, posts: [] });
    await publish();
    expect(existsSync(join(folder, "new", "index.html"))).toBe(true);
    expect(blog.service.overview.pending().count).toBe(0);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a publish that was interrupted here is this computer's own, and can be undone", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-places-"));
  const target = `  here: { kind: folder, directory: ${join(folder, "web")}, url: "http://127.0.0.1:1/" }`;
  const yaml = `${settings}${target}\ndefaultTarget: here\n`;
  const accept: Answer = { accept: true, answers: [], remember: false };
  try {
    await mkdir(join(folder, "web"));
    const blog = await openFiles({ ...files, "blog.yaml": yaml }, { watch: true });
    open.push(blog);
    const { publishing } = blog.service;
    const publish = (ask: () => Promise<Answer>, review = false) =>
      publishing.run({ review, ask, signal: new Cancellation() });
    const unasked = () =>
      publish(async () => {
        throw new Error("asked");
      });
    const write = async (text: string): Promise<void> => {
      await blog.write(path, post("雨", text));
      await blog.service.blog.catchUp();
    };
    const page = () => readFile(join(folder, "web", "20240506-0900.html"), "utf8");
    await publish(async () => accept);
    const id = (await readdir(join(folder, ".hitofude"))).find((name) => !name.startsWith(".")) ?? "";
    const manifest = join(folder, ".hitofude", id, "web", "manifest");
    /** After the plan, a folder takes the place of the manifest. The pages go live, but not the manifest. */
    const publishHalf = async (): Promise<void> => {
      const before = await readFile(manifest);
      const block = async (): Promise<Answer> => {
        await rm(manifest);
        await mkdir(join(manifest, "inside"), { recursive: true });
        return accept;
      };
      await expect(publish(block, true)).rejects.toMatchObject({ code: "publish.remoteFailed" });
      await rm(manifest, { recursive: true });
      await writeFile(manifest, before);
    };
    await write("二つ目の版");
    await publishHalf();
    await write("三つ目の版");
    expect((await unasked()).uploaded).toBeGreaterThan(0);
    expect(await page()).toContain("三つ目の版");
    await write("四つ目の版");
    await publishHalf();
    expect((await unasked()).uploaded).toBe(0);
    expect(await page()).toContain("四つ目の版");
    expect((await publishing.states(undefined, new Cancellation())).map(({ isLive }) => isLive)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a folder that the shell trusts is not asked about again", async () => {
  const window = await openFiles(files, { trusted: false, watch: true });
  open.push(window);
  const shell = await openBlog(window.folder, { trusted: true });
  await shell.publish();
  await shell.service.close();
  await window.write(path, post("雨", "直した"));
  await window.publish();
  expect(window.eventsOf("publish.question")).toEqual([]);
});

for (const versions of [["一つ目の版"], ["一つ目の版", "二つ目の版"]])
  test(`an undo restores the last publish from here if another computer has published since: ${versions.length}`, async () => {
    const site = await mkdtemp(join(tmpdir(), "hitofude-places-"));
    const yaml = `${settings}  here: { kind: folder, directory: ${site}, url: "http://127.0.0.1:1/" }\ndefaultTarget: here\n`;
    const yes: Answer = { accept: true, answers: [], remember: false };
    const page = () => readFile(join(site, "20240506-0900.html"), "utf8");
    const here = await openFiles({ ...files, "blog.yaml": yaml }, { watch: true });
    open.push(here);
    /** Publishes this text, and replaces what others have published. */
    const publish = async (blog: TestBlog, text: string): Promise<void> => {
      await blog.write(path, post("雨", text));
      await blog.service.blog.catchUp();
      const take = ["20240506-0900.html", "parts/footer.html"];
      const ask = async (): Promise<Answer> => ({ ...yes, take });
      await blog.service.publishing.run({ review: false, ask, signal: new Cancellation() });
    };
    const undo = async (): Promise<void> => {
      here.service.events.forwardTo({
        emit: (name, payload) => {
          if (name !== "publish.question" || !("question" in payload)) return;
          const { question } = payload;
          const take = question.kind === "plan" ? question.plan.files.map((file) => file.path) : [];
          here.service.publishing.answer(payload.id, { ...yes, take });
        },
      });
      await here.service.publishing.undo({ signal: new Cancellation() });
    };
    try {
      for (const text of versions) await publish(here, text);
      if (versions.length === 1) await expect(undo()).rejects.toMatchObject({ code: "undo.none" });
      const copy = join(dirname(here.folder), "copy");
      await cp(here.folder, copy, { recursive: true });
      // A state folder of its own makes the copy another computer.
      const there = await openBlog(copy, { watch: true });
      await publish(there, "よその版");
      expect(await page()).toContain("よその版");
      await undo();
      expect(await page()).toContain(versions.at(-1));

      for (const text of ["よその四つ目", "よその五つ目"]) await publish(there, text);
      await expect(undo()).rejects.toMatchObject({ code: "undo.elsewhere", values: { count: 2 } });
      expect(await page()).toContain("よその五つ目");
      await there.service.close();
    } finally {
      await rm(site, { recursive: true });
    }
  });

test.each([
  ["has not noticed it", false],
  ["has loaded it", true],
])("a post that is renamed during a publish gets its address: the publish %s", async (_, isLoaded) => {
  const window = await openFiles(files, { watch: true });
  open.push(window);
  const { posts, overview } = window.service;
  const shell = await openBlog(window.folder, { watch: isLoaded });
  const renamed = "posts/hibi/rain.md";
  const ask = async (question: Question): Promise<Answer> => {
    if (question.kind === "plan" && existsSync(join(window.folder, path))) await posts.rename(path, renamed);
    if (isLoaded) await until(() => shell.service.blog.posts.has(renamed));
    return { accept: true, answers: [], remember: false };
  };
  const result = await shell.service.publishing.run({ review: true, ask, signal: new Cancellation() });
  await shell.service.close();
  expect(result.posts?.new).toMatchObject({ count: 2 });
  expect(existsSync(join(window.folder, path))).toBe(false);
  expect(await readFile(join(window.folder, renamed), "utf8")).toContain("permalink: 20240506-0900.html");
  await until(() => overview.list().every(({ state }) => state === "published"));
  expect(overview.pending()).toMatchObject({ first: false, count: 0 });
});

test("an undo goes no further back if the live site is not among the earlier publishes", async () => {
  const site = await mkdtemp(join(tmpdir(), "hitofude-places-"));
  const yaml = (port: number): string =>
    `${settings}  here: { kind: folder, directory: ${site}, url: "http://127.0.0.1:${port}/" }\ndefaultTarget: here\n`;
  const here = await openFiles({ ...files, "blog.yaml": yaml(1) }, { watch: true });
  open.push(here);
  const takeAll = async (question: Question): Promise<Answer> => {
    const all = question.kind === "plan" ? question.plan.files : [];
    return { accept: true, answers: [], remember: false, take: all.map((file) => file.path) };
  };
  here.service.events.forwardTo({
    emit: (name, payload) => {
      if (name !== "publish.question" || !("question" in payload)) return;
      void takeAll(payload.question).then((answer) => here.service.publishing.answer(payload.id, answer));
    },
  });
  const publish = async (blog: TestBlog, text?: string) => {
    if (text !== undefined) await blog.write(path, post("雨", text));
    await blog.service.blog.catchUp();
    return blog.service.publishing.run({ review: false, ask: takeAll, signal: new Cancellation() });
  };
  const undo = () => here.service.publishing.undo({ signal: new Cancellation() });
  const live = () => readFile(join(site, "20240506-0900.html"), "utf8");
  let letGo: () => void = () => undefined;
  /** Publishes while the disk is too full to keep the site for an undo. */
  const publishUnkept = async (text: string): Promise<void> => {
    letGo = simulateSystem({
      platform: process.platform,
      before: (operation, changed) => {
        const isChange = /write|copy|link|rename/.test(operation);
        if (isChange && changed.startsWith(statePath(here.folder, "published")))
          throw systemError("ENOSPC", changed);
      },
    });
    expect((await publish(here, text)).notes.map(({ code }) => code)).toContain("undo.notKept");
    letGo();
  };
  try {
    for (const text of ["一つ目の版", "二つ目の版"]) await publish(here, text);
    await publishUnkept("三つ目の版");
    await undo();
    expect(await live()).toContain("二つ目の版");

    const copy = join(dirname(here.folder), "copy");
    await cp(here.folder, copy, { recursive: true });
    const there = await openBlog(copy, { watch: true });
    open.push(there);
    // The other computer replaces a version from here that cannot be restored.
    await publishUnkept("四つ目の版");
    await publish(there, "よその版");
    await expect(undo()).rejects.toMatchObject({ code: "undo.elsewhere", values: { count: 1 } });
    // The same for a version from here that was made for another address.
    await here.write("blog.yaml", yaml(2));
    await publish(here, "五つ目の版");
    await here.write("blog.yaml", yaml(1));
    await here.service.blog.catchUp();
    await publish(there, "よその次の版");
    await expect(undo()).rejects.toMatchObject({ code: "undo.elsewhere", values: { count: 1 } });
    expect(await live()).toContain("よその次の版");

    await publish(here, "六つ目の版");
    await publish(there, "よその終わりの版");
    await cp(join(copy, path), join(here.folder, path));
    // This computer has the other's text now, and publishes nothing.
    expect((await publish(here)).uploaded).toBe(0);
    await undo();
    expect(await live()).toContain("六つ目の版");
  } finally {
    letGo();
    await rm(site, { recursive: true });
  }
});
