import { writeFileSync } from "node:fs";
import { access, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { readTree } from "#tests/support/publish/built-site.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";
import { openFiles, post, settings, statePath, type TestBlog } from "../open-service.ts";
import { hold, letGo } from "../../systems/as-windows.ts";
import { StepClock } from "../step-clock.ts";

let blog: TestBlog;
let clock: StepClock;
beforeEach(() => {
  clock = new StepClock("2024-05-06T08:00:00+09:00");
});
afterEach(() => blog.close());

const files = {
  "posts/hibi/early.md": post("早い", "もう出た", 7),
  "posts/hibi/late.md": post("九時", "九時の文"),
};
const page = (): string => statePath(blog.folder, "practice-site/server/htdocs/20240506-0900.html");
const isLive = (): Promise<boolean> =>
  access(page()).then(
    () => true,
    () => false,
  );

async function open(): Promise<void> {
  blog = await openFiles(files, { watch: true, clock });
}

test("a scheduled post is published once at its time, without a question", async () => {
  await open();
  await blog.publish();
  expect(await isLive()).toBe(false);
  clock.moveTo("2024-05-06T08:59:59+09:00");
  await blog.service.schedule.settled();
  expect(blog.eventsOf("schedule.done")).toEqual([]);
  clock.moveTo("2024-05-06T09:00:00+09:00");
  await blog.service.schedule.settled();
  expect(blog.eventsOf("schedule.done")).toMatchObject([
    { posts: [{ path: "posts/hibi/late.md", title: "九時" }], missedSince: null, error: null, retryAt: null },
  ]);
  expect(await readFile(page(), "utf8")).toContain("九時の文");
  expect(blog.eventsOf("publish.question")).toEqual([]);
  for (const time of ["09:05", "08:30", "09:00", "10:00"]) {
    clock.moveTo(`2024-05-06T${time}:00+09:00`);
    await blog.service.schedule.settled();
  }
  expect(blog.eventsOf("schedule.done")).toHaveLength(1);
});

test("posts that came due while the program was not running are published at its next start, with a note on the delay", async () => {
  await open();
  await blog.publish();
  await blog.service.close();
  clock.moveTo("2024-05-06T11:00:00+09:00");
  blog = await blog.reopen();
  await blog.service.schedule.settled();
  expect(await isLive()).toBe(true);
  expect(blog.service.outcomes.unread).toMatchObject([
    { missedSince: Date.parse("2024-05-06T09:00:00+09:00"), error: null },
  ]);
  // No later start publishes the post again.
  blog.service.outcomes.see({ target: "practice", failed: false });
  blog = await blog.reopen();
  await blog.service.schedule.settled();
  expect(blog.service.outcomes.unread).toEqual([]);
});

test("posts that came due while the computer was asleep are published when it wakes, with a note on the delay", async () => {
  await open();
  await blog.publish();
  clock.moveTo("2024-05-06T12:30:00+09:00");
  await blog.service.schedule.settled();
  expect(await isLive()).toBe(true);
  expect(blog.eventsOf("schedule.done")).toMatchObject([
    { missedSince: Date.parse("2024-05-06T09:00:00+09:00") },
  ]);
});

test("a ready post that was never scheduled is not published automatically", async () => {
  clock.moveTo("2024-05-06T10:00:00+09:00");
  await open();
  await blog.publish();
  await blog.write("posts/hibi/new.md", post("新しい", "まだ", 9).replace("09:00", "09:30"));
  blog = await blog.reopen();
  await blog.service.schedule.settled();
  expect(blog.service.outcomes.unread).toEqual([]);
  expect(blog.service.overview.pending().count).toBe(1);
});

test("nothing is published automatically before the first publish by hand, or if the settings forbid it", async () => {
  await open();
  clock.moveTo("2024-05-06T09:00:00+09:00");
  await blog.service.schedule.settled();
  expect(blog.eventsOf("schedule.done")).toMatchObject([
    { result: null, error: { code: "schedule.firstPublish" } },
  ]);
  expect(await isLive()).toBe(false);
  await blog.publish();
  clock.moveTo("2024-05-06T08:00:00+09:00");
  const settings = await readFile(join(blog.folder, "blog.yaml"), "utf8");
  await writeFile(join(blog.folder, "blog.yaml"), `${settings}schedule: { publish: false }\n`);
  await blog.write("posts/hibi/later.md", post("十時", "文", 10));
  blog = await blog.reopen();
  clock.moveTo("2024-05-06T10:00:00+09:00");
  await blog.service.schedule.settled();
  expect(blog.service.outcomes.unread).toEqual([]);
});

test("an overdue post that another program holds at the start is published as soon as it can be read", async () => {
  await open();
  await blog.publish();
  await blog.service.close();
  clock.moveTo("2024-05-06T11:00:00+09:00");
  hold({ on: ["read"], path: /late\.md$/ });
  blog = await blog.reopen();
  await blog.service.schedule.settled();
  expect([blog.service.outcomes.unread, await isLive()]).toEqual([[], false]);
  letGo();
  await blog.service.blog.catchUp();
  await vi.waitFor(() => expect(blog.service.outcomes.unread).toMatchObject([{ error: null }]), 60_000);
  expect(await readFile(page(), "utf8")).toContain("九時の文");
});

test("a scheduled post is published after its file was renamed", async () => {
  await open();
  await blog.publish();
  await blog.service.close();
  const [from, to] = [join(blog.folder, "posts/hibi/late.md"), join(blog.folder, "posts/hibi/later.md")];
  await rename(from, to);
  clock.moveTo("2024-05-06T11:00:00+09:00");
  blog = await blog.reopen();
  await blog.service.schedule.settled();
  expect(await readFile(page(), "utf8")).toContain("九時の文");
  expect(blog.service.outcomes.unread).toMatchObject([
    {
      posts: [{ path: "posts/hibi/later.md" }],
      error: null,
      missedSince: Date.parse("2024-05-06T09:00+09:00"),
    },
  ]);
});

test("a draft that cannot be read does not stop a scheduled publish, and is named; it never goes out", async () => {
  const broken = "---\ntitle: [\ndate: 2024-05-06 07:00:00\nstatus: ready\n---\n\nまだ秘密の文\n";
  const sjis = Buffer.concat([Buffer.from(post("x", "secret ")), Buffer.from([0x82, 0xa0])]);
  await open();
  await blog.publish();
  await blog.write("posts/hibi/broken.md", broken);
  await blog.write("posts/hibi/sjis.md", sjis);
  await blog.service.blog.catchUp();
  clock.moveTo("2024-05-06T09:00:00+09:00");
  await blog.service.schedule.settled();
  const left = ["posts/hibi/broken.md", "posts/hibi/sjis.md"];
  const [report] = blog.eventsOf("schedule.done");
  expect(report).toMatchObject({ error: null, result: { leftOut: left, posts: { new: { count: 1 } } } });
  expect(report?.result?.notes).toContainEqual({
    code: "posts.held",
    values: { count: 2, paths: left.join(", ") },
  });
  expect(await isLive()).toBe(true);
  const site = Buffer.from(JSON.stringify(await readTree(dirname(page()))), "latin1").toString();
  expect(site).toContain("九時の文");
  expect(site).not.toMatch(/まだ秘密|secret/);
});

test("a scheduled post whose front matter breaks is published on time once it is mended", async () => {
  await open();
  await blog.publish();
  await blog.service.schedule.settled();
  const late = files["posts/hibi/late.md"];
  await blog.write("posts/hibi/late.md", late.replace("title: ", "title: ["));
  await blog.service.blog.catchUp();
  blog.service.schedule.look();
  await blog.service.schedule.settled();
  clock.moveTo("2024-05-06T09:00:00+09:00");
  await blog.service.schedule.settled();
  expect(await isLive()).toBe(false);
  // Many programs empty a file before they write it, and the file may be read in between.
  await blog.write("posts/hibi/late.md", "");
  await blog.service.blog.catchUp();
  blog.service.schedule.look();
  await blog.service.schedule.settled();
  await blog.write("posts/hibi/late.md", late);
  await blog.service.blog.catchUp();
  blog.service.schedule.look();
  await blog.service.schedule.settled();
  expect(await isLive()).toBe(true);
});

test.each([
  ["front matter", "title: ", "title: ["],
  ["date", "05-06", "05-66"],
])(
  "a scheduled post whose %s breaks just before its publish is published once it is mended",
  async (_what, ...change) => {
    await open();
    await blog.publish();
    const late = files["posts/hibi/late.md"];
    // Writes without a pause, so that the post comes due before the watcher reports the change.
    writeFileSync(join(blog.folder, "posts/hibi/late.md"), late.replace(...change));
    clock.moveTo("2024-05-06T09:00:00+09:00");
    await blog.service.schedule.settled();
    expect([await isLive(), blog.eventsOf("schedule.done")]).toEqual([false, []]);
    await blog.write("posts/hibi/late.md", late);
    await blog.service.blog.catchUp();
    blog.service.schedule.look();
    await blog.service.schedule.settled();
    expect(await readFile(page(), "utf8")).toContain("九時の文");
    expect(blog.eventsOf("schedule.done")).toMatchObject([{ posts: [{ title: "九時" }], error: null }]);
  },
);

test.skipIf(process.platform === "win32")(
  "a scheduled post is published once the disk of the blog is connected again",
  async () => {
    await open();
    await blog.publish();
    await rename(blog.folder, `${blog.folder}-away`);
    clock.moveTo("2024-05-06T09:00:00+09:00");
    await blog.service.schedule.settled();
    expect(blog.service.outcomes.unread).toMatchObject([
      { error: { code: "blog.notFound" }, retryAt: clock.time + 60_000 },
    ]);
    await blog.service.blog.catchUp().catch(() => undefined);
    blog.service.schedule.look();
    await blog.service.schedule.settled();
    await rename(`${blog.folder}-away`, blog.folder);
    clock.moveTo("2024-05-06T09:01:00+09:00");
    await blog.service.schedule.settled();
    expect(await readFile(page(), "utf8")).toContain("九時の文");
    expect(blog.service.outcomes.unread).toMatchObject([{ error: null }]);
  },
);

test.each([
  ["is held in the target's folder", "EBUSY", "file.inUse", /(?<!site)\/web\/20240506-0900\.html$/],
  ["does not fit on the target's disk", "ENOSPC", "publish.remoteDiskFull", /\/\.hitofude\/.*\/stage/],
  ["does not fit on the disk of the cache", "ENOSPC", "file.diskFull", /site\/web\/20240506-0900\.html/],
] as const)(
  "a scheduled post whose page %s is published once there is room",
  async (_, fault, code, path) => {
    await open();
    const web = join(dirname(blog.folder), "web");
    await mkdir(web);
    const target = `  web:\n    kind: folder\n    directory: ${web}\n    url: http://127.0.0.1:9/\n`;
    await blog.write("blog.yaml", `${settings}${target}defaultTarget: web\n`);
    blog = await blog.reopen();
    const ask = yes;
    await blog.service.publishing.run({ review: false, ask, signal: new Cancellation() });
    await blog.publish();
    const live = join(web, "20240506-0900.html");
    hold({ on: ["rename", "open", "write"], path, code: fault });
    clock.moveTo("2024-05-06T09:00:00+09:00");
    await blog.service.schedule.settled();
    expect(blog.service.outcomes.unread).toMatchObject([{ error: { code }, retryAt: clock.time + 60_000 }]);
    await expect(access(live)).rejects.toThrow("ENOENT");
    letGo();
    clock.moveTo("2024-05-06T09:01:00+09:00");
    await blog.service.schedule.settled();
    expect(await readFile(live, "utf8")).toContain("九時の文");
    expect(blog.service.outcomes.unread).toMatchObject([{ error: null }]);
  },
);

test("a scheduled publish that another post stopped is tried again once that post is mended", async () => {
  await open();
  await blog.publish();
  const file = "posts/hibi/early.md";
  const text = await readFile(join(blog.folder, file), "utf8");
  const save = async (now: string): Promise<void> => {
    await blog.write(file, now);
    await blog.service.blog.catchUp();
    blog.service.schedule.look();
    await blog.service.schedule.settled();
  };
  const waitAMinute = async (): Promise<void> => {
    clock.moveTo(clock.time + 60_000);
    await blog.service.schedule.settled();
  };
  await save(text.replace("title: ", "title: ["));
  clock.moveTo("2024-05-06T09:00:00+09:00");
  await blog.service.schedule.settled();
  // The author changes the post, and it is still broken: the same failure is not reported again.
  await save(text.replace("title: ", "title: [["));
  await waitAMinute();
  const reports = (): unknown[] => blog.eventsOf("schedule.done").map(({ error }) => error?.code ?? null);
  expect(reports()).toEqual(["publish.blocked"]);
  clock.moveTo("2024-05-06T09:30:00+09:00");
  await save(text);
  expect(reports()).toEqual(["publish.blocked", null]);
  // The program was running at nine o'clock, so it must not report that it was not.
  expect(blog.service.outcomes.unread).toMatchObject([{ missedSince: null }]);
  expect(await readFile(page(), "utf8")).toContain("九時の文");

  // The success stays readable beside a later failure, until the author dismisses it.
  await blog.write("posts/hibi/later.md", post("十時", "文", 10));
  await save(text.replace("title: ", "title: ["));
  clock.moveTo("2024-05-06T10:00:00+09:00");
  await blog.service.schedule.settled();
  const [success, failure, ...more] = blog.service.outcomes.unread;
  expect(success).toMatchObject({ posts: [{ title: "九時" }], error: null });
  expect(failure).toMatchObject({ posts: [{ title: "十時" }], error: { code: "publish.blocked" } });
  expect(more).toEqual([]);
  blog.service.outcomes.dismiss({ target: "practice", failed: false });
  expect(blog.service.outcomes.unread).toEqual([failure]);
});
