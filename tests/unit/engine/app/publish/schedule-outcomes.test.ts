import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { engineContract } from "#contract/engine-contract.ts";
import { openFiles, post, statePath, type TestBlog } from "../open-service.ts";
import { StepClock } from "../step-clock.ts";

const [early, late] = ["posts/hibi/early.md", "posts/hibi/late.md"];
let blog: TestBlog;
let clock: StepClock;
beforeEach(async () => {
  clock = new StepClock("2024-05-06T08:00:00+09:00");
  blog = await openFiles({ [early]: post("早い", "もう出た", 7) }, { watch: true, clock });
  await blog.publish();
});
afterEach(() => blog.close());

async function look(): Promise<void> {
  await blog.service.blog.catchUp();
  blog.service.schedule.look();
  await blog.service.schedule.settled();
}

/** Publishes a post at nine o'clock, and fails to publish another one at ten. */
async function succeedAndFail(): Promise<void> {
  await blog.write(late, post("九時", "文"));
  await blog.write("posts/hibi/later.md", post("十時", "文", 10));
  await look();
  clock.moveTo("2024-05-06T09:00:00+09:00");
  await look();
  await block();
  clock.moveTo("2024-05-06T10:00:00+09:00");
  await look();
}

/** Breaks a published post, which blocks each publish. */
async function block(): Promise<void> {
  const text = await readFile(join(blog.folder, early), "utf8");
  await blog.write(early, text.replace("title: ", "title: ["));
  await look();
}

const shown = (): unknown[] =>
  blog.service.outcomes.unread.map(({ posts, error }) => [posts[0]?.title, error?.code ?? null]);

test("outcomes that nobody has seen are shown at the next start, success and failure, and then no more", async () => {
  await succeedAndFail();
  const both = [
    ["九時", null],
    ["十時", "publish.blocked"],
  ];
  expect(shown()).toEqual(both);
  blog = await blog.reopen();
  expect(shown()).toEqual(both);
  await look();
  expect(shown()).toEqual(both);
  blog.service.outcomes.see({ target: "practice", failed: false });
  // Stays on screen until the author closes the notice.
  expect(shown()).toEqual(both);
  blog = await blog.reopen();
  expect(shown()).toEqual([["十時", "publish.blocked"]]);
  blog.service.outcomes.dismiss({ target: "practice", failed: true });
  await blog.service.close();
  expect(await readFile(statePath(blog.folder, "schedule-outcomes.json"), "utf8")).toContain('"unseen":[]');
  blog = await blog.reopen();
});

test("a post that the author has seen is not shown at the next start together with a later one", async () => {
  await blog.write(late, post("九時", "文"));
  await blog.write("posts/hibi/later.md", post("十時", "文", 10));
  await look();
  clock.moveTo("2024-05-06T09:00:00+09:00");
  await look();
  blog.service.outcomes.see({ target: "practice", failed: false });
  clock.moveTo("2024-05-06T10:00:00+09:00");
  await look();
  const titles = (): unknown[] =>
    blog.service.outcomes.unread.map(({ posts }) => posts.map(({ title }) => title));
  expect(titles()).toEqual([["十時", "九時"]]);
  blog = await blog.reopen();
  expect(titles()).toEqual([["十時"]]);
});

test("a failure no longer announces an attempt after the program has ended", async () => {
  const { outcomes } = blog.service;
  const error = { code: "publish.refused", values: {} } as const;
  const posts = [{ path: late, title: "九時" }];
  outcomes.add({ target: "practice", posts, missedSince: null, result: null, error, retryAt: clock.time });
  await outcomes.saved();
  await outcomes.load();
  expect(outcomes.unread).toMatchObject([{ error, retryAt: null }]);
});

test.each<readonly [change: string, act: () => Promise<void>]>([
  ["becomes a draft", () => blog.write(late, post("九時", "文").replace("status: ready", "status: draft"))],
  ["is deleted", () => rm(join(blog.folder, late))],
  ["gets a later date", () => blog.write(late, post("九時", "文", 11))],
  [
    "is not to be published by schedule",
    async () => {
      const yaml = await readFile(join(blog.folder, "blog.yaml"), "utf8");
      await blog.write("blog.yaml", `${yaml}schedule: { publish: false }\n`);
    },
  ],
])("the notice of a failure goes when its post %s", async (_change, act) => {
  await blog.write(late, post("九時", "文"));
  await look();
  await block();
  clock.moveTo("2024-05-06T09:00:00+09:00");
  await look();
  expect(shown()).toEqual([["九時", "publish.blocked"]]);
  await act();
  await look();
  expect(shown()).toEqual([]);
  expect(blog.eventsOf("schedule.revised")).toEqual([[]]);
});

test("the notice of a failure names only posts that still wait, with their present titles", async () => {
  await blog.write(late, post("九時", "文"));
  await blog.write("posts/hibi/other.md", post("九時の二", "文"));
  await look();
  await block();
  clock.moveTo("2024-05-06T09:00:00+09:00");
  await look();
  await rm(join(blog.folder, late));
  await blog.write("posts/hibi/other.md", post("改題", "文"));
  await look();
  expect(blog.service.outcomes.unread).toMatchObject([{ posts: [{ title: "改題" }] }]);
  const sent = engineContract.events["schedule.revised"].parse(blog.eventsOf("schedule.revised").at(-1));
  expect(sent).toEqual(blog.service.outcomes.unread);
  // While the file is being written it is empty, and the notice stays.
  await blog.write("posts/hibi/other.md", "");
  await look();
  expect(shown()).toEqual([["改題", "publish.blocked"]]);
});

test("the outcome is stored before the post is forgotten, so that a crash between the two loses no notice", async () => {
  await blog.write(late, post("九時", "文"));
  await look();
  const { memory } = blog.service;
  const save = memory.save.bind(memory);
  const stored: string[] = [];
  memory.save = async () => {
    const file = statePath(blog.folder, "schedule-outcomes.json");
    if (!memory.posts.has(late)) stored.push(await readFile(file, "utf8").catch(() => ""));
    await save();
  };
  clock.moveTo("2024-05-06T09:00:00+09:00");
  await look();
  expect(shown()).toEqual([["九時", null]]);
  expect(stored[0]).toContain("九時");
});
