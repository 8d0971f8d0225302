import { existsSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { eventually } from "#tests/support/eventually.ts";
import { openFiles, post, statePath, type TestBlog } from "./open-service.ts";

let blog: TestBlog;
afterEach(() => blog.close());

const files = { "posts/hibi/a.md": post("雨", "文") };

test.each(["trust", "plan"] as const)(
  "a blog closes while the question “%s” of a publish is open, and nothing is published",
  async (kind) => {
    blog = await openFiles(files, { trusted: kind !== "trust" });
    const { publishing } = blog.service;
    const running = publishing.run({ review: true, signal: new Cancellation() });
    await eventually(() =>
      expect(blog.eventsOf("publish.question").at(-1)).toMatchObject({ question: { kind } }),
    );
    // Closing the window asks nothing more: no reader has seen a change
    expect([publishing.running, publishing.isInterruptible]).toEqual([true, false]);
    await Promise.all([
      expect(running).rejects.toMatchObject({ code: "call.cancelled" }),
      blog.service.close(),
    ]);
    expect(publishing.running).toBe(false);
    expect(existsSync(statePath(blog.folder, "live", "practice.json"))).toBe(false);
    blog = await blog.reopen();
  },
);

test("a publish that is not waiting for an answer is interrupted only after a question", async () => {
  blog = await openFiles(files);
  const { publishing } = blog.service;
  const running = blog.publish();
  expect(publishing.isInterruptible).toBe(true);
  await running;
  expect(publishing.isInterruptible).toBe(false);
});

test("questions that belong to no publish do not keep a blog open", async () => {
  blog = await openFiles(files, { trusted: false });
  const asked = blog.service.siteAddress(new Cancellation());
  asked.catch(() => undefined);
  await eventually(() => expect(blog.eventsOf("publish.question")).toHaveLength(1));
  await blog.service.close();
});
