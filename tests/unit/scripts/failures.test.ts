import { expect, test } from "vitest";
import {
  playwrightFailures,
  playwrightRepeats,
  playwrightSkips,
  vitestFailures,
  vitestSkips,
} from "../../../scripts/test/failures.mjs";

const passed = { status: "passed", ancestorTitles: [], title: "good", failureMessages: [] };

test("failures in Vitest are listed with file, group and the error without its stack", () => {
  const failed = {
    status: "failed",
    ancestorTitles: ["a group"],
    title: "a test",
    failureMessages: ["Error: \u001b[31mtoo much\u001b[39m\n\n+ 3\n    at x.ts:1\nmore"],
  };
  const report = {
    testResults: [
      { name: "/clone/tests/a.test.ts", status: "failed", message: "", assertionResults: [passed, failed] },
      { name: "/clone/tests/b.test.ts", status: "failed", message: "no such module\n", assertionResults: [] },
      { name: "/clone/tests/c.test.ts", status: "passed", message: "", assertionResults: [passed] },
    ],
  };
  expect(vitestFailures(report, "/clone")).toEqual([
    "tests/a.test.ts > a group > a test: Error: too much | + 3",
    "tests/b.test.ts: no such module",
  ]);
});

test("failures in Playwright are listed, inside groups and outside of tests", () => {
  const failed = {
    ok: false,
    title: "a test",
    tests: [{ results: [{ error: { message: "Error: gone\n\nLocator: p", location: { line: 7 } } }] }],
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
    "window.spec.ts > a test: (line 7) Error: gone | Locator: p",
    "window.spec.ts > a group > cut off",
  ]);
});

test("tests that pass only when repeated are no failures, and are listed with their first error", () => {
  const error = { message: "Error: Frame was detached", location: { line: 7 } };
  const tests = [{ status: "flaky", results: [{ error }, {}] }];
  const specs = [
    { ok: true, title: "a test", tests },
    { ok: true, title: "good", tests: [{ status: "expected", results: [{}] }] },
  ];
  const report = { errors: [], suites: [{ title: "window.spec.ts", specs }] };
  expect(playwrightFailures(report)).toEqual([]);
  expect(playwrightRepeats(report)).toEqual(["window.spec.ts > a test: (line 7) Error: Frame was detached"]);
});

test("skipped tests are listed, in Vitest and in Playwright", () => {
  const skipped = { status: "skipped", ancestorTitles: ["a group"], title: "a test", failureMessages: [] };
  const todo = { ...skipped, status: "todo", ancestorTitles: [], title: "later" };
  const file = {
    name: "/clone/tests/a.test.ts",
    status: "passed",
    assertionResults: [passed, skipped, todo],
  };
  expect(vitestSkips({ testResults: [file] }, "/clone")).toEqual([
    "tests/a.test.ts > a group > a test",
    "tests/a.test.ts > later",
  ]);
  // On Windows, Vitest uses slashes in file names, but the root has backslashes
  expect(vitestSkips({ testResults: [{ ...file, name: "C:/a b/tests/a.test.ts" }] }, "C:\\a b")[1]).toBe(
    "tests/a.test.ts > later",
  );
  const inner = { title: "a group", specs: [{ title: "cut off", tests: [{ status: "skipped" }] }] };
  const suite = {
    title: "window.spec.ts",
    specs: [
      { title: "good", tests: [{ status: "expected" }] },
      { title: "elsewhere", tests: [{ status: "skipped" }] },
    ],
    suites: [inner],
  };
  expect(playwrightSkips({ suites: [suite] })).toEqual([
    "window.spec.ts > elsewhere",
    "window.spec.ts > a group > cut off",
  ]);
});
