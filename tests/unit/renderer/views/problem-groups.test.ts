import { expect, test } from "vitest";
import type { Problem } from "#contract/errors.ts";
import { groupProblems } from "#renderer/views/checks/problem-groups.ts";
import { postSummary } from "../support/post-summary.ts";

function problem(file: string | undefined, severity: Problem["severity"], line?: number): Problem {
  return {
    code: severity === "error" ? "address.invalid" : "image.noAlt",
    severity,
    values: {},
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
  };
}

test("posts that cannot be published come first, with their errors before other problems", () => {
  const posts = ["posts/c.md", "posts/a.md", "posts/b.md"].map((path) => postSummary(path));
  const found = groupProblems(
    [
      problem("posts/a.md", "warning", 9),
      problem("posts/a.md", "warning", 4),
      problem("posts/b.md", "warning", 2),
      problem("posts/b.md", "error"),
    ],
    posts,
  );
  expect(found.groups.map(({ path }) => path)).toEqual(["posts/b.md", "posts/a.md"]);
  expect(found.groups[0]?.problems.map(({ severity }) => severity)).toEqual(["error", "warning"]);
  expect(found.groups[1]?.problems.map(({ line }) => line)).toEqual([4, 9]);
  expect(found).toMatchObject({ errors: 1, warnings: 3, blog: [] });
});

test("a warning in twenty places or more is listed apart from the posts, and errors never are", () => {
  const posts = [postSummary("posts/a.md"), postSummary("posts/b.md")];
  const frequent = Array.from({ length: 20 }, (_, at) => problem("posts/a.md", "warning", 20 - at));
  const errors = Array.from({ length: 20 }, (_, at) => problem("posts/b.md", "error", at + 1));
  const rare: Problem = { code: "link.dead", severity: "warning", file: "posts/a.md", values: {} };
  const found = groupProblems([...frequent, ...errors, rare], posts);
  expect(found.frequent.map(({ code, problems }) => [code, problems.length, problems[0]?.line])).toEqual([
    ["image.noAlt", 20, 1],
  ]);
  expect(found.groups.map(({ path, problems }) => [path, problems.length])).toEqual([
    ["posts/b.md", 20],
    ["posts/a.md", 1],
  ]);
  expect(found).toMatchObject({ errors: 20, warnings: 21 });
  // What prevents a publish comes before everything that does not
  expect(found.frequentFirst).toBe(false);
  expect(groupProblems([...frequent, rare], posts).frequentFirst).toBe(true);
  const few = groupProblems(frequent.slice(1), posts);
  expect(few).toMatchObject({ frequent: [], groups: [{ path: "posts/a.md" }] });
});

test("problems of settings and theme belong to the blog, those of a removed post are left out", () => {
  const settings = problem("blog.yaml", "error", 3);
  const theme = problem(undefined, "error");
  const found = groupProblems([settings, theme, problem("posts/gone.md", "error")], []);
  expect(found.blog).toEqual([theme, settings]);
  expect(found).toMatchObject({ groups: [], errors: 2, warnings: 0 });
});
