import { expect, test } from "vitest";
import { AppError, type Problem } from "#contract/errors.ts";
import { Checks, problemCount } from "#renderer/state/checks.ts";
import { serveEngine } from "../support/served-engine.ts";

const problem: Problem = {
  code: "image.noAlt",
  severity: "warning",
  file: "posts/rain.md",
  line: 5,
  values: { path: "posts/rain.md", target: "a.png" },
};

test("problems of a check are counted by file", async () => {
  const theme: Problem = { code: "theme.notFound", severity: "error", values: { theme: "x" } };
  const { client } = serveEngine({ "check.run": () => [problem, { ...problem, line: 7 }, theme] });
  const checks = new Checks(client);
  expect(checks.store.getState().problems).toBeNull();
  const run = checks.run();
  expect(checks.store.getState().running).toBe(true);
  await run;
  const { problems, counts, running } = checks.store.getState();
  expect(running).toBe(false);
  expect(problems).toHaveLength(3);
  expect([...counts]).toEqual([["posts/rain.md", 2]]);
});

test("a failed check keeps the previous problems", async () => {
  let isBroken = false;
  const { client } = serveEngine({
    "check.run": () => {
      if (isBroken) throw new AppError("file.diskFull", { path: "x" });
      return [problem];
    },
  });
  const checks = new Checks(client);
  await checks.run();
  isBroken = true;
  await checks.run();
  expect(checks.store.getState()).toMatchObject({ problems: [problem], error: { code: "file.diskFull" } });
  isBroken = false;
  await checks.run();
  expect(checks.store.getState().error).toBeNull();
});

test("a post has the problems of its file, whether the blog was checked or not", () => {
  const counts = new Map([["posts/rain.md", 2]]);
  expect(problemCount(counts, { path: "posts/rain.md", problems: 1 })).toBe(2);
  expect(problemCount(counts, { path: "posts/rain.md", problems: 3 })).toBe(3);
  expect(problemCount(counts, { path: "posts/sun.md", problems: 1 })).toBe(1);
});
