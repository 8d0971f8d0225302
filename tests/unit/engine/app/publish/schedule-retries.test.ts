import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AppError, type ErrorCode } from "#contract/errors.ts";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { Schedule, type ScheduleParts } from "#engine/app/publish/schedule.ts";
import { openFiles, post, settings, type TestBlog } from "../open-service.ts";
import { StepClock } from "../step-clock.ts";

let blog: TestBlog;
let clock: StepClock;
beforeEach(async () => {
  clock = new StepClock("2024-05-06T08:10:00+09:00");
  blog = await openFiles({ "posts/hibi/late.md": post("九時", "九時の文") }, { watch: true });
});
afterEach(() => blog.close());

/** Returns a schedule of the real blog whose publishes fail with these errors, in order. */
function failing(errors: readonly ErrorCode[], parts: Partial<ScheduleParts> = {}) {
  const { outcomes } = blog.service;
  const tried: number[] = [];
  const reports: [code: string | undefined, minutes: number | null][] = [];
  const memory = new Map([["posts/hibi/late.md", 0]]);
  const schedule = new Schedule({
    blog: blog.service.blog,
    records: { get: () => ({ generation: 1, at: "", posts: {} }) },
    memory: {
      posts: memory,
      remember: (path, due) => void memory.set(path, due),
      forget: (path) => void memory.delete(path),
      save: async () => undefined,
    },
    outcomes,
    clock,
    isPublishedByHand: () => true,
    publish: async () => {
      tried.push(clock.time);
      throw new AppError(errors[tried.length - 1] ?? "internal");
    },
    onReport: ({ error, retryAt }) =>
      reports.push([error?.code, retryAt === null ? null : (retryAt - clock.time) / 60_000]),
    onRevised: () => undefined,
    ...parts,
  });
  const look = async (): Promise<void> => {
    schedule.look();
    await schedule.settled();
  };
  const waitMinutes = async (minutes: number): Promise<void> => {
    for (let minute = 1; minute <= minutes; minute += 1) {
      clock.moveTo(clock.time + 60_000);
      await schedule.settled();
      await look();
    }
  };
  return { schedule, outcomes, tried, reports, look, waitMinutes };
}

test("a failure is retried although the clock is set back in the meantime", async () => {
  let retry = (): void => undefined;
  const { schedule, tried, look } = failing(["publish.refused", "publish.refused"], {
    clock: {
      now: () => clock.time,
      after: (_, call) => {
        retry = call;
        return () => undefined;
      },
    },
  });
  clock.moveTo("2024-05-06T10:00:00+09:00");
  await look();
  // A minute has passed, and the clock was set back by a second.
  clock.time += 59_000;
  retry();
  await schedule.settled();
  expect(tried).toHaveLength(2);
});

test("connection failures are retried at growing intervals, a refused sign-in is not", async () => {
  const { reports, tried, look, waitMinutes } = failing([
    "publish.hostUnknown",
    "publish.refused",
    "publish.secretNeeded",
  ]);
  clock.moveTo("2024-05-06T09:00:00+09:00");
  await look();
  await waitMinutes(60);
  expect(reports).toEqual([
    ["publish.hostUnknown", 1],
    ["publish.refused", 2],
    ["publish.secretNeeded", null],
  ]);
  expect(tried).toHaveLength(3);
});

test("the same failure is reported again after a connection failure, whose notice announces a retry", async () => {
  const { outcomes, reports, look, waitMinutes } = failing([
    "publish.blocked",
    "publish.timeout",
    "publish.blocked",
  ]);
  clock.moveTo("2024-05-06T09:00:00+09:00");
  await look();
  await blog.write("posts/hibi/other.md", post("十時", "文", 10));
  await blog.service.blog.catchUp();
  await look();
  await waitMinutes(30);
  expect(reports).toEqual([
    ["publish.blocked", null],
    ["publish.timeout", 2],
    ["publish.blocked", null],
  ]);
  expect(outcomes.unread).toMatchObject([{ error: { code: "publish.blocked" }, retryAt: null }]);
});

test("a scheduled publish waits without a notice for the end of a publish by hand", async () => {
  const { reports, tried, look, waitMinutes } = failing([
    "publish.removals",
    "publish.running",
    "publish.running",
    "publish.removals",
  ]);
  clock.moveTo("2024-05-06T09:00:00+09:00");
  await look();
  await blog.write("posts/hibi/other.md", post("十時", "文", 10));
  await blog.service.blog.catchUp();
  await look();
  await waitMinutes(30);
  expect([reports, tried.length]).toEqual([[["publish.removals", null]], 4]);
});

/** Saves the due post every half minute. Returns the times of the attempts, in minutes after its date. */
async function triedWhileSaving(code: ErrorCode): Promise<number[]> {
  const { tried, look } = failing(Array<ErrorCode>(60).fill(code));
  clock.moveTo("2024-05-06T09:00:00+09:00");
  const start = clock.time;
  await look();
  for (let half = 1; half <= 50; half += 1) {
    clock.moveTo(clock.time + 30_000);
    await look();
    await blog.write("posts/hibi/late.md", post("九時", `第${half}稿`));
    await blog.service.blog.catchUp();
    await look();
  }
  return tried.map((time) => (time - start) / 60_000);
}

test("saves of the due post do not shorten the growing pauses between attempts", async () => {
  expect(await triedWhileSaving("publish.locked")).toEqual([0, 1, 3, 8, 23]);
});

test("saves lead to few attempts after a failure that nothing retries without a change", async () => {
  expect(await triedWhileSaving("publish.secretNeeded")).toEqual([0, 1.5, 3.5, 8.5, 23.5]);
});

test("a change is tried after the pause, although the clock was a day ahead at the failure", async () => {
  const { tried, look, waitMinutes } = failing(Array<ErrorCode>(2).fill("publish.secretNeeded"));
  clock.moveTo("2024-05-07T09:00:00+09:00");
  await look();
  clock.moveTo("2024-05-06T09:30:00+09:00");
  await blog.write("posts/hibi/late.md", post("九時", "書き直した文"));
  await blog.service.blog.catchUp();
  await look();
  expect(tried).toHaveLength(1);
  await waitMinutes(2);
  expect(tried).toHaveLength(2);
});

test("a changed target, and another post that comes due, are tried at once", async () => {
  const { tried, look } = failing(Array<ErrorCode>(3).fill("publish.refused"));
  await blog.write("posts/hibi/next.md", post("次", "文").replace("09:00:00", "09:00:30"));
  await blog.service.blog.catchUp();
  await look();
  clock.moveTo("2024-05-06T09:00:00+09:00");
  await look();
  await look();
  expect(tried).toHaveLength(1);
  clock.moveTo("2024-05-06T09:00:30+09:00");
  await look();
  await look();
  expect(tried).toHaveLength(2);
  await blog.write(
    "blog.yaml",
    settings.replace("kind: practice", "{ kind: folder, directory: /site, url: http://a.example/ }"),
  );
  await blog.service.blog.catchUp();
  await look();
  expect(tried).toHaveLength(3);
});

test("a publish by hand waits for the end of a scheduled publish, and can be cancelled meanwhile", async () => {
  let end = (): void => undefined;
  const running = new Promise<void>((resolve) => {
    end = resolve;
  });
  const { schedule } = failing([], {
    publish: async () => {
      await running;
      throw new AppError("publish.timeout");
    },
  });
  clock.moveTo("2024-05-06T09:00:00+09:00");
  schedule.look();
  const [byHand, cancelled] = [new Cancellation(), new Cancellation()];
  let isFree = false;
  const free = schedule.whenFree(byHand).then(() => {
    isFree = true;
  });
  const refused = expect(schedule.whenFree(cancelled)).rejects.toMatchObject({ code: "call.cancelled" });
  cancelled.cancel();
  await refused;
  expect(isFree).toBe(false);
  end();
  await free;
});

test("a deleted post that waited does not publish another unpublished post of the same time", async () => {
  const { tried, look, waitMinutes } = failing(Array<ErrorCode>(9).fill("publish.secretNeeded"));
  await look();
  clock.moveTo("2024-05-06T09:00:00+09:00");
  await look();
  await blog.write("posts/hibi/other.md", post("別の九時", "まだ公開していない文"));
  await blog.service.blog.catchUp();
  await look();
  await rm(join(blog.folder, "posts/hibi/late.md"));
  await blog.service.blog.catchUp();
  await look();
  await waitMinutes(3);
  expect(tried).toHaveLength(1);
});

test("a waiting post is followed to its new name, also if the old file is seen to go later", async () => {
  const { tried, look } = failing(Array<ErrorCode>(9).fill("publish.secretNeeded"));
  await look();
  clock.moveTo("2024-05-06T09:00:00+09:00");
  await look();
  await blog.write("posts/hibi/later.md", post("九時", "九時の文"));
  await blog.service.blog.catchUp();
  await look();
  await rm(join(blog.folder, "posts/hibi/late.md"));
  await blog.service.blog.catchUp();
  await look();
  expect(tried).toHaveLength(2);
});
