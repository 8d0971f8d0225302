import { expect, test } from "vitest";
import type { PublishResult } from "#contract/types/publish-run-types.ts";
import { AppError } from "#contract/errors.ts";
import type { LeftBehind } from "#renderer/state/documents/left-behind.ts";
import { Publishing } from "#renderer/state/publishing.ts";
import { serveEngine } from "../support/served-engine.ts";
import { eventually } from "#tests/support/eventually.ts";

const result: PublishResult = {
  target: "practice",
  uploaded: 3,
  removed: 0,
  bytes: 1200,
  durationMs: 10,
  siteUrl: "http://127.0.0.1/",
  postUrl: null,
  notes: [],
};

test("text on screen is saved before it is published", async () => {
  const order: string[] = [];
  const { client } = serveEngine({
    "publish.run": () => {
      order.push("publish");
      return result;
    },
  });
  const publishing = new Publishing(client, async () => void order.push("save"));
  await publishing.run(false);
  expect(order).toEqual(["save", "publish"]);
  expect(publishing.store.getState()).toMatchObject({ running: false, result });
});

test("a question is passed to the author, and the answer to the engine; declining is no error", async () => {
  let answered: (accept: boolean) => void = () => undefined;
  const { client, server } = serveEngine({
    "publish.run": async () => {
      const answer = new Promise<boolean>((resolve) => {
        answered = resolve;
      });
      server.emit("publish.question", {
        id: 7,
        question: { kind: "hostKey", host: "example.jp", keyType: "ssh-ed25519", fingerprint: "SHA256:x" },
      });
      if (!(await answer)) throw new AppError("publish.hostKeyRejected", { host: "example.jp" });
      return result;
    },
    "publish.answer": ({ id, answer }) => {
      answered(id === 7 && answer.accept);
      return {};
    },
  });
  const publishing = new Publishing(client, () => Promise.resolve());
  const run = publishing.run(false);
  await eventually(() => expect(publishing.store.getState().question?.id).toBe(7));
  await publishing.answer({ accept: false, answers: [], remember: false });
  await run;
  expect(publishing.store.getState()).toMatchObject({ running: false, question: null, error: null });
});

test("a cancelled publish ends without an error", async () => {
  const { client } = serveEngine({
    "publish.run": (_input, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(new AppError("call.cancelled")));
      }),
  });
  const publishing = new Publishing(client, () => Promise.resolve());
  const run = publishing.run(false);
  await eventually(() => expect(publishing.store.getState().running).toBe(true));
  publishing.cancel();
  expect(publishing.store.getState().cancelling).toBe(true);
  await run;
  expect(publishing.store.getState()).toMatchObject({ running: false, cancelling: false, error: null });
});

test("an error stays until it is dismissed", async () => {
  const { client } = serveEngine({
    "publish.run": () => {
      throw new AppError("publish.timeout", { host: "example.jp", port: 22 });
    },
  });
  const publishing = new Publishing(client, () => Promise.resolve());
  await publishing.run(false);
  expect(publishing.store.getState().error?.code).toBe("publish.timeout");
  publishing.dismiss();
  expect(publishing.store.getState().error).toBeNull();
});

test("changes that came too late for the running publish are published by the next one", async () => {
  const ends: (() => void)[] = [];
  const { client, names } = serveEngine({
    "publish.run": () => new Promise((resolve) => ends.push(() => resolve(result))),
  });
  const publishing = new Publishing(client, async () => undefined);
  const [first, next] = [publishing.run(false), publishing.runNext()];
  await eventually(() => expect(ends).toHaveLength(1));
  ends[0]?.();
  await first;
  await eventually(() => expect(ends).toHaveLength(2));
  ends[1]?.();
  await next;
  expect(names()).toEqual(["publish.run", "publish.run"]);
  expect(publishing.store.getState()).toMatchObject({ running: false, result });
});

test("trying again repeats the last request: an undo, a removal, a publish with review or of certain files", async () => {
  const calls: unknown[] = [];
  const fail = (name: string) => (input: unknown) => {
    calls.push([name, input]);
    throw new AppError("publish.refused", { host: "example.jp", port: 22 });
  };
  const { client } = serveEngine({ "publish.undo": fail("undo"), "publish.run": fail("run") });
  const publishing = new Publishing(client, () => Promise.resolve());
  await publishing.undo(4, "staging");
  expect(publishing.store.getState().error?.code).toBe("publish.refused");
  await publishing.again();
  await publishing.run(false, "live");
  await publishing.again();
  await publishing.run(true, "live", ["a.html"]);
  await publishing.again();
  await publishing.withdraw({ path: "posts/a.md", title: "", kind: "post" });
  await publishing.again();
  const requests = [
    ["undo", { number: 4, target: "staging" }],
    ["run", { review: false, target: "live" }],
    ["run", { review: true, target: "live", resend: ["a.html"] }],
    ["run", { review: true }],
  ];
  expect(calls).toEqual(requests.flatMap((request) => [request, request]));
});

test("the message about the post on screen has its state at the end of the publish, even if it changes later", async () => {
  const { client } = serveEngine({ "publish.run": () => result });
  let left: LeftBehind | null = null;
  const publishing = new Publishing(
    client,
    () => Promise.resolve(),
    () => left,
  );
  await publishing.run(false);
  left = {
    path: "posts/a.md",
    title: "Secret garden",
    state: "draft",
    dateText: "",
    isShared: false,
    isHeldBack: false,
  };
  expect(publishing.store.getState().left).toBeNull();
  await publishing.run(false);
  expect(publishing.store.getState().left).toEqual(left);
});

test("the result of a scheduled publish stays until it is dismissed, also during other publishes", async () => {
  const { client, server } = serveEngine({ "publish.run": () => result });
  const publishing = new Publishing(client, () => Promise.resolve());
  const report = { target: "practice", posts: [], missedSince: null, result, error: null, retryAt: null };
  server.emit("schedule.done", report);
  await eventually(() => expect(publishing.store.getState().scheduled).toEqual([report]));
  await publishing.run(false);
  publishing.dismiss();
  expect(publishing.store.getState().scheduled).toEqual([report]);
  publishing.dismissScheduled({ target: "practice", failed: false });
  expect(publishing.store.getState().scheduled).toEqual([]);
});

test("a second scheduled publish does not hide the posts and the notes of the first", async () => {
  const { client, server } = serveEngine({});
  const publishing = new Publishing(client, () => Promise.resolve());
  const [a, b] = [
    { path: "posts/a.md", title: "a" },
    { path: "posts/b.md", title: "b" },
  ];
  const report = { target: "practice", missedSince: null, result, error: null, retryAt: null };
  const hub = { code: "hub.failed" as const, values: {} };
  const held = { code: "posts.held" as const, values: { count: 1, paths: "posts/c.md" } };
  server.emit("schedule.done", {
    ...report,
    posts: [a],
    missedSince: 5,
    result: { ...result, notes: [hub, held] },
  });
  server.emit("schedule.done", { ...report, posts: [b] });
  const shown = () => publishing.store.getState().scheduled;
  // The second publish left out no post, so the note about that is no longer true.
  await eventually(() =>
    expect(shown()).toMatchObject([{ posts: [b, a], missedSince: 5, result: { notes: [hub] } }]),
  );
  publishing.dismissScheduled({ target: "practice", failed: false });
  server.emit("schedule.done", { ...report, posts: [b] });
  await eventually(() => expect(shown()).toMatchObject([{ posts: [b], missedSince: null }]));
});

test("a scheduled publish that fails does not hide one that succeeded, and each is dismissed by itself", async () => {
  const { client, server, names } = serveEngine({ "schedule.dismiss": () => ({}) });
  const publishing = new Publishing(client, () => Promise.resolve());
  const [a, b] = [
    { path: "posts/a.md", title: "a" },
    { path: "posts/b.md", title: "b" },
  ];
  const report = { target: "practice", missedSince: null, retryAt: null };
  const done = { ...report, posts: [a], result, error: null };
  const error = { code: "publish.timeout" as const, values: {} };
  const failed = { ...report, posts: [b], result: null, error };
  const shown = () => publishing.store.getState().scheduled;
  server.emit("schedule.done", done);
  server.emit("schedule.done", failed);
  server.emit("schedule.done", { ...failed, retryAt: 7 });
  await eventually(() => expect(shown()).toEqual([done, { ...failed, retryAt: 7 }]));
  publishing.dismissScheduled({ target: "practice", failed: false });
  expect(shown()).toEqual([{ ...failed, retryAt: 7 }]);
  await eventually(() => expect(names()).toEqual(["schedule.dismiss"]));
  server.emit("schedule.done", { ...done, posts: [b] });
  await eventually(() => expect(shown()).toEqual([{ ...done, posts: [b] }]));
  server.emit("schedule.done", failed);
  // The post of the failure has become a draft.
  server.emit("schedule.revised", [done]);
  await eventually(() => expect(shown()).toEqual([done]));
});

test("the error of a scheduled publish stays until another publish succeeds", async () => {
  let fails = true;
  const { client, server } = serveEngine({
    "publish.run": () => {
      if (fails) throw new AppError("publish.timeout", { host: "example.jp", port: 22 });
      return result;
    },
  });
  const publishing = new Publishing(client, () => Promise.resolve());
  const error = { code: "publish.timeout", values: {} } as const;
  const report = { target: "practice", posts: [], missedSince: null, result: null, error, retryAt: null };
  server.emit("schedule.done", report);
  await eventually(() => expect(publishing.store.getState().scheduled).toEqual([report]));
  await publishing.run(false);
  expect(publishing.store.getState().scheduled).toEqual([report]);
  fails = false;
  // The menu of targets names the default target, too.
  await publishing.run(false, "practice");
  expect(publishing.store.getState().scheduled).toEqual([]);
});
