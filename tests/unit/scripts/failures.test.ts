import { expect, test } from "vitest";
import { playwrightFailures, vitestFailures } from "../../../scripts/test/failures.mjs";

const passed = { status: "passed", ancestorTitles: [], title: "good", failureMessages: [] };

test("what failed in Vitest is named with its file, its group and the first line of its error", () => {
  const failed = {
    status: "failed",
    ancestorTitles: ["a group"],
    title: "a test",
    failureMessages: ["Error: \u001b[31mtoo much\u001b[39m\n    at x.ts:1"],
  };
  const report = {
    testResults: [
      { name: "/clone/tests/a.test.ts", status: "failed", message: "", assertionResults: [passed, failed] },
      { name: "/clone/tests/b.test.ts", status: "failed", message: "no such module\n", assertionResults: [] },
      { name: "/clone/tests/c.test.ts", status: "passed", message: "", assertionResults: [passed] },
    ],
  };
  expect(vitestFailures(report, "/clone")).toEqual([
    "tests/a.test.ts > a group > a test: Error: too much",
    "tests/b.test.ts: no such module",
  ]);
});

test("what failed in Playwright is named, in groups and outside of any test", () => {
  const failed = {
    ok: false,
    title: "a test",
    tests: [{ results: [{ error: { message: "Error: gone\nat" } }] }],
  };
  const report = {
    errors: [{ message: "cannot load" }],
    suites: [
      {
        title: "window.spec.ts",
        specs: [{ ok: true, title: "good", tests: [] }, failed],
        suites: [{ title: "a group", specs: [{ ok: false, title: "cut off", tests: [{ results: [{}] }] }] }],
      },
    ],
  };
  expect(playwrightFailures(report)).toEqual([
    "outside of any test: cannot load",
    "window.spec.ts > a test: Error: gone",
    "window.spec.ts > a group > cut off",
  ]);
});
