import { readdir } from "node:fs/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { answerForNobody } from "#engine/app/publish/unattended.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";
import { openFiles, post, statePath, type TestBlog } from "../open-service.ts";
import { StepClock } from "../step-clock.ts";

let blog: TestBlog;
let clock: StepClock;
beforeEach(async () => {
  clock = new StepClock("2024-05-06T12:00:00+09:00");
  blog = await openFiles(
    {
      "posts/hibi/a.md": post("朝", "朝の文", 8),
      "posts/hibi/b.md": post("昼", "昼の文", 11),
      "posts/hibi/c.md": post("夜", "夜の文", 20),
    },
    { clock },
  );
  await blog.publish();
});
afterEach(() => blog.close());

const pages = async (): Promise<string[]> =>
  (await readdir(statePath(blog.folder, "practice-site/server/htdocs"))).filter((name) => /^2024/.test(name));
const states = (): string[] => blog.service.overview.list().map(({ state }) => state);

/** Publishes. Returns the reasons of each question about a plan. */
async function publish(answer: (question: Question) => Promise<Answer> = yes): Promise<string[][]> {
  const asked: string[][] = [];
  const ask = (question: Question): Promise<Answer> => {
    if (question.kind === "plan") asked.push(question.plan.questions);
    return answer(question);
  };
  await blog.service.publishing.run({ review: false, ask, signal: new Cancellation() });
  return asked;
}

const both = ["20240506-0800.html", "20240506-1100.html"];

test("published posts stay when the clock shows years before, and the author is asked about the clock", async () => {
  expect(await pages()).toEqual(both);
  clock.moveTo("2020-01-01T00:00:00+09:00");
  expect(states()).toEqual(["scheduled", "published", "published"]);
  expect(blog.service.overview.pending().count).toBe(0);
  await blog.write("posts/hibi/d.md", post("昔", "昔の文").replace("2024-05-06", "2019-05-06"));
  blog = await blog.reopen();
  const question = { now: "2020-01-01 00:00", last: "2024-05-06 12:00" };
  expect(await blog.service.publishing.plan({ signal: new Cancellation() })).toMatchObject({
    questions: ["clock"],
    clockBehind: question,
  });
  expect(await publish()).toEqual([["clock"]]);
  expect(await pages()).toEqual(both);
  // The clock is still wrong at the publishes that follow
  await blog.write("posts/hibi/d.md", post("昔", "後の文").replace("2024-05-06", "2019-05-06"));
  blog = await blog.reopen();
  expect(await publish()).toEqual([]);
  expect(await pages()).toEqual(both);
  expect(states()).toEqual(["scheduled", "published", "published", "published"]);
});

test("nobody is there to answer: with a clock far behind nothing is published", async () => {
  clock.moveTo("2020-01-01T00:00:00+09:00");
  await blog.write("posts/hibi/a.md", post("朝", "後の文", 8));
  blog = await blog.reopen();
  await expect(publish(answerForNobody)).rejects.toMatchObject({
    code: "publish.clockBehind",
    values: { now: "2020-01-01 00:00", last: "2024-05-06 12:00" },
  });
});

test("scheduled posts do not go out unasked because the clock shows months after the last publish", async () => {
  clock.moveTo("2024-07-01T00:00:00+09:00");
  blog = await blog.reopen();
  const values = { now: "2024-07-01 00:00", last: "2024-05-06 12:00" };
  await expect(publish(answerForNobody)).rejects.toMatchObject({ code: "publish.clockAhead", values });
  expect(await pages()).toEqual(both);
  expect(await blog.service.publishing.plan({ signal: new Cancellation() })).toMatchObject({
    questions: ["clockAhead"],
    clockAhead: values,
  });
  expect(await publish()).toEqual([["clockAhead"]]);
  expect(await pages()).toEqual([...both, "20240506-2000.html"]);
});

test("an author who writes seldom, or comes back from a holiday, is not asked about the clock", async () => {
  clock.moveTo("2024-05-26T09:00:00+09:00");
  blog = await blog.reopen();
  expect(await publish(answerForNobody)).toEqual([]);
  expect(await pages()).toEqual([...both, "20240506-2000.html"]);
  clock.moveTo("2024-10-01T12:00:00+09:00");
  await blog.write("posts/hibi/d.md", post("秋", "秋の文", 9).replace("2024-05-06", "2024-10-01"));
  blog = await blog.reopen();
  expect(await publish(answerForNobody)).toEqual([]);
  expect(await pages()).toContain("20241001-0900.html");
});

test("a clock more than a year after the last publish is asked about, whatever would be published", async () => {
  clock.moveTo("2036-05-06T12:00:00+09:00");
  await blog.write("posts/hibi/c.md", post("夜", "夜の文", 12).replace("2024-05-06", "2036-05-06"));
  blog = await blog.reopen();
  expect(await publish()).toEqual([["clockAhead"]]);
});

test("a clock an hour behind needs no question; a scheduled post still waits for its time", async () => {
  clock.moveTo("2024-05-06T10:30:00+09:00");
  await blog.write("posts/hibi/a.md", post("朝", "後の文", 8));
  blog = await blog.reopen();
  expect(await publish()).toEqual([]);
  expect(await pages()).toEqual(both);
});

test("a post that its author schedules again is taken off the site, after a question", async () => {
  await blog.write("posts/hibi/b.md", post("昼", "昼の文", 21));
  blog = await blog.reopen();
  expect(states()).toEqual(["scheduled", "scheduled", "published"]);
  await expect(publish(answerForNobody)).rejects.toMatchObject({
    code: "publish.removals",
    values: { count: 1, paths: "20240506-1100.html" },
  });
  expect(await pages()).toEqual(both);
  expect(await publish()).toEqual([["removals"]]);
  expect(await pages()).toEqual(["20240506-0800.html"]);
});
