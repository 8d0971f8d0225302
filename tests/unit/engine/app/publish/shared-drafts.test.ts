import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { answerForNobody } from "#engine/app/publish/unattended.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";
import { openBlog, openFiles, post, settings, type TestBlog } from "../open-service.ts";
import { StepClock } from "../step-clock.ts";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import type { Ask } from "#engine/publish/base/targets.ts";

const path = "posts/hibi/secret.md";
const draft = "---\ntitle: 内緒\ndate: 2024-05-06 11:00:00\nstatus: draft\n---\n\n下書きの文\n";

const protectedSettings = settings.replace(
  "title: 日々",
  'title: 日々\n    path: hibi\n    password: { user: a, hash: "$2y$10$x" }',
);

let blog: TestBlog;
let clock: StepClock;
beforeEach(async () => {
  clock = new StepClock("2024-05-10T08:00:00+09:00");
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文"), [path]: draft }, { watch: true, clock });
});
afterEach(() => blog.close());

const pending = () => blog.service.overview.pending();
const row = () => blog.service.overview.list().find((found) => found.path === path);
const source = (): Promise<string> => readFile(join(blog.folder, path), "utf8");

/** Requests the secret page from the web server of the practice site, as its reader does. */
async function read(address = row()?.sharedDraft?.address ?? ""): Promise<{ status: number; text: string }> {
  const [target] = blog.service.overview.summary().targets;
  const response = await fetch(new URL(address.replace("index.html", ""), target?.url));
  return { status: response.status, text: await response.text() };
}

test("a shared draft is on the web at its secret address until the first publish after its time", async () => {
  const shared = await blog.service.posts.shareDraft(path, 7);
  expect(shared).toMatchObject({ state: "draft", properties: { status: "draft" } });
  expect(await source()).toMatch(/^shareKey: "?[0-9a-f]{32}"?\nshareUntil: 2024-05-17 08:00:00$/m);
  const address = row()?.sharedDraft?.address ?? "";
  expect(address).toMatch(/^d\/[0-9a-f]{32}\/index\.html$/);
  expect(pending()).toMatchObject({ shared: [{ path, change: "new" }] });

  await blog.publish();
  expect(await read()).toMatchObject({ status: 200, text: expect.stringContaining("下書きの文") });
  const folder = await read("d/index.html");
  expect(folder.status).toBe(200);
  expect(folder.text).not.toContain(address.slice(2, 34));
  expect(row()).toMatchObject({ state: "draft" });
  expect(row()?.stillOnline).toBeUndefined();
  expect(pending()).toMatchObject({ count: 0, shared: [] });
  expect(await source()).not.toContain("permalink");

  // A renewed address changes nothing about the page, so no publish is needed.
  await blog.service.posts.shareDraft(path, 30);
  expect(row()?.sharedDraft?.until).toBe(Date.parse("2024-06-09T08:00:00+09:00"));
  expect(pending()).toMatchObject({ count: 0, shared: [] });
  await blog.service.posts.shareDraft(path, 7);

  await blog.write(path, (await source()).replace("下書きの文", "直した文"));
  await blog.service.blog.catchUp();
  expect(pending()).toMatchObject({ count: 1, shared: [{ path, change: "changed" }] });
  await blog.publish();
  expect((await read()).text).toContain("直した文");

  blog.events.length = 0;
  clock.moveTo("2024-05-17T08:00:00+09:00");
  expect(blog.eventsOf("site.pending").at(-1)).toMatchObject({
    count: 1,
    shared: [{ path, change: "removed" }],
  });
  expect((await read()).status).toBe(200);
  blog = await blog.reopen();
  expect(pending().shared).toEqual([{ path, change: "removed" }]);
  await blog.publish();
  expect((await read(address)).status).toBe(404);
  expect((await read("d/index.html")).status).toBe(404);
  expect(pending().count).toBe(0);
});

test("a publish without the author deletes the page and the pictures of a draft that is no longer shared", async () => {
  const picture = "media/2024/05/secret.gif";
  await blog.write(picture, "GIF89a");
  await blog.write(path, `${draft}\n![](/${picture})\n`);
  await blog.service.blog.catchUp();
  await blog.service.posts.shareDraft(path, 1);
  const address = row()?.sharedDraft?.address ?? "";
  await blog.publish();
  expect([(await read(address)).status, (await read(picture)).status]).toEqual([200, 200]);
  clock.moveTo("2024-05-12T08:00:00+09:00");
  const signal = new Cancellation();
  await blog.service.publishing.run({ review: false, ask: answerForNobody, signal });
  expect([(await read(address)).status, (await read(picture)).status]).toEqual([404, 404]);
});

test("without the author's consent, pictures of ended shares are deleted, and the author's page in their folder is not", async () => {
  const picture = "media/2024/05/secret.gif";
  const page = "pages/d.md";
  await blog.write(picture, "GIF89a");
  await blog.write(path, `${draft}\n![](/${picture})\n`);
  await blog.write(page, "---\ntitle: 自分のページ\npermalink: d/index.html\nstatus: ready\n---\n文\n");
  await blog.service.blog.catchUp();
  await blog.publish();
  expect((await read("d/index.html")).text).toContain("自分のページ");
  const refused = async (question: Question): Promise<Answer> => {
    throw new Error(`asked: ${JSON.stringify(question)}`);
  };
  const run = (ask: Ask) => blog.service.publishing.run({ review: false, ask, signal: new Cancellation() });
  await blog.service.posts.setStatus(page, "draft");
  await expect(run(answerForNobody)).rejects.toMatchObject({ code: "publish.removals" });
  expect((await read("d/index.html")).status).toBe(200);
  await run(yes);
  await blog.service.posts.shareDraft(path, 1);
  const address = row()?.sharedDraft?.address ?? "";
  await run(refused);
  expect([(await read(address)).status, (await read(picture)).status]).toEqual([200, 200]);
  await blog.service.posts.shareDraft(path, null);
  await run(refused);
  expect([(await read(address)).status, (await read(picture)).status]).toEqual([404, 404]);

  // An undo restores the post, and neither the draft's page nor its picture
  await blog.write("posts/hibi/b.md", post("晴れ", "文", 10));
  await blog.service.blog.catchUp();
  await run(refused);
  blog.service.events.forwardTo({
    emit: (name, payload) => {
      if (name !== "publish.question" || !("question" in payload)) return;
      void yes(payload.question).then((answer) => blog.service.publishing.answer(payload.id, answer));
    },
  });
  const states = await blog.service.publishing.states(undefined, new Cancellation());
  const shared = states.find(({ changes }) => changes.new.names.some((file) => file.path === address));
  expect(shared).toBeDefined();
  await blog.service.publishing.undo({ number: shared?.number, signal: new Cancellation() });
  expect([(await read(address)).status, (await read(picture)).status]).toEqual([404, 404]);
  expect((await read("20240506-1000.html")).status).toBe(404);
});

test("the end of a share that another computer published needs no question, unless it is unknown here", async () => {
  const picture = "media/2024/05/secret.gif";
  const site = join(dirname(blog.folder), "site");
  const targets = `  here: { kind: folder, directory: ${site}, url: "http://127.0.0.1:1/" }\ndefaultTarget: here\n`;
  await mkdir(site);
  await blog.write("blog.yaml", settings + targets);
  await blog.write(picture, "GIF89a");
  await blog.write(path, `${draft}\n![](/${picture})\n`);
  blog = await blog.reopen();
  const asked: string[] = [];
  const noting = async (question: Question): Promise<Answer> => {
    if (question.kind === "plan") asked.push(...question.plan.questions);
    return yes(question);
  };
  const publish = (at: TestBlog): Promise<unknown> =>
    at.service.publishing.run({ review: false, ask: noting, signal: new Cancellation() });
  await publish(blog);

  const folder = join(await mkdtemp(join(tmpdir(), "hitofude-other-")), "blog");
  const sync = (): Promise<void> => cp(blog.folder, folder, { recursive: true });
  await sync();
  const other = await openBlog(folder, { clock, watch: true });
  try {
    expect(other.service.blog.id).toBe(blog.service.blog.id);
    await other.write("posts/hibi/b.md", post("晴れ", "文", 10));
    await other.service.blog.catchUp();
    await publish(other);
    await cp(folder, blog.folder, { recursive: true });
    await blog.service.blog.catchUp();
    await blog.service.posts.shareDraft(path, 1);
    const address = row()?.sharedDraft?.address ?? "";
    asked.length = 0;
    await publish(blog);
    expect(existsSync(join(site, address))).toBe(true);

    // The other computer does not know the share yet, so it asks.
    await publish(other);
    expect(asked).toEqual(["elsewhere"]);
    expect(existsSync(join(site, address))).toBe(true);
    await sync();
    await other.service.blog.catchUp();
    clock.moveTo("2024-05-12T08:00:00+09:00");
    asked.length = 0;
    await publish(other);
    expect(asked).toEqual([]);
    for (const gone of [address, picture, "d/index.html"])
      expect(existsSync(join(site, gone)), gone).toBe(false);
    expect(existsSync(join(site, "20240506-0900.html"))).toBe(true);
  } finally {
    await other.close();
  }
});

test("the address stays the same when it is renewed, and a withdrawn draft does not come back with an undo", async () => {
  await blog.service.posts.shareDraft(path, 1);
  const address = row()?.sharedDraft?.address ?? "";
  await blog.publish();
  clock.moveTo("2024-05-11T09:00:00+09:00");
  await blog.service.posts.shareDraft(path, 30);
  expect(row()?.sharedDraft).toEqual({ address, until: Date.parse("2024-06-10T09:00:00+09:00") });
  await blog.publish();
  expect((await read()).status).toBe(200);

  const before = await source();
  await blog.service.posts.shareDraft(path, null);
  expect(await source()).toBe(before.replace(/^share.*\n/gm, ""));
  expect(pending().shared).toEqual([{ path, change: "removed" }]);
  await blog.publish();
  expect((await read(address)).status).toBe(404);

  blog.service.events.forwardTo({
    emit: (name, payload) => {
      if (name !== "publish.question" || !("question" in payload)) return;
      void yes(payload.question).then((answer) => blog.service.publishing.answer(payload.id, answer));
    },
  });
  await blog.write("posts/hibi/b.md", post("晴れ", "文", 10));
  await blog.service.blog.catchUp();
  await blog.publish();
  await blog.service.publishing.undo({ number: 1, signal: new Cancellation() });
  expect((await read(address)).status).toBe(404);
  expect((await read("20240506-1000.html")).status).toBe(404);

  await blog.service.posts.shareDraft(path, 7);
  expect(row()?.sharedDraft?.address).not.toBe(address);
});

test("a renamed draft keeps its page, a copy has none, and a published post has only its own", async () => {
  await blog.service.posts.shareDraft(path, 7);
  await blog.publish();
  const address = row()?.sharedDraft?.address ?? "";
  await blog.service.posts.rename(path, "posts/hibi/moved.md");
  expect(pending().shared).toEqual([]);
  const copy = await blog.service.posts.duplicate("posts/hibi/moved.md", "写し");
  expect(copy.frontMatter).not.toContain("share");
  await blog.service.posts.setStatus("posts/hibi/moved.md", "ready");
  await blog.publish();
  expect((await read(address)).status).toBe(404);
  expect((await read("20240506-1100.html")).text).toContain("下書きの文");
  await expect(blog.service.posts.shareDraft("posts/hibi/moved.md", 7)).rejects.toMatchObject({
    code: "share.notDraft",
  });
  // The post does not become readable at the old secret address when the author makes it a draft again.
  await blog.service.posts.setStatus("posts/hibi/moved.md", "draft");
  expect(pending().shared).toEqual([]);
});

test("a draft in a section with a password cannot be shared", async () => {
  await blog.write("blog.yaml", protectedSettings);
  blog = await blog.reopen();
  await expect(blog.service.posts.shareDraft(path, 7)).rejects.toMatchObject({ code: "share.protected" });
  expect(await source()).toBe(draft);
});

test("a draft is no longer shared when its section gets a password", async () => {
  await blog.service.posts.shareDraft(path, 7);
  await blog.publish();
  await blog.write("blog.yaml", protectedSettings);
  blog = await blog.reopen();
  expect(row()?.sharedDraft).toBeUndefined();
  expect(pending().shared).toEqual([{ path, change: "removed" }]);
});

test("a shared draft that cannot be read stops a publish, so that its page stays at its secret address", async () => {
  await blog.service.posts.shareDraft(path, 7);
  const address = row()?.sharedDraft?.address;
  await blog.publish();
  await blog.write(path, (await source()).replace("title: ", "title: ["));
  await blog.service.blog.catchUp();
  await expect(blog.publish()).rejects.toMatchObject({ code: "publish.blocked", values: { count: 1 } });
  expect(await read(address)).toMatchObject({ status: 200, text: expect.stringContaining("下書きの文") });
});
