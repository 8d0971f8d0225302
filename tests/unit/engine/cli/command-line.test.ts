import { expect, test } from "vitest";
import { commandOf, readCommandLine } from "#engine/cli/command-line.ts";
import { UsageError } from "#engine/cli/help/usage.ts";

test("reads each command with its options", () => {
  expect(readCommandLine(["build", "--out", "site", "blog"])).toEqual({
    command: "build",
    blog: "blog",
    out: "site",
    url: null,
    force: false,
    json: false,
  });
  expect(readCommandLine(["publish", "blog", "--target", "live", "--dry-run", "--json"])).toEqual({
    command: "publish",
    blog: "blog",
    target: "live",
    dryRun: true,
    yes: false,
    json: true,
    quiet: false,
    diff: false,
    deletes: false,
    repair: false,
    review: false,
    theirs: null,
    takeOver: false,
    trust: false,
    hostKeys: [],
  });
  const keys = ["--host-key", `SHA256:${"a".repeat(43)}=`, "--host-key", `SHA256:${"b".repeat(43)}`];
  expect(readCommandLine(["test", "blog", ...keys])).toMatchObject({
    hostKeys: [`SHA256:${"a".repeat(43)}`, `SHA256:${"b".repeat(43)}`],
  });
  expect(readCommandLine(["undo", "blog", "--to", "12", "--take-mine", "--take-over"])).toMatchObject({
    command: "undo",
    to: 12,
    list: false,
    theirs: "take",
    takeOver: true,
  });
  const exported = ["export", "blog", "--as", "epub", "--out", "a.epub"];
  expect(readCommandLine([...exported, "--year", "2024", "--vertical"])).toEqual({
    command: "export",
    blog: "blog",
    as: "epub",
    out: "a.epub",
    scope: { kind: "year", year: "2024" },
    vertical: true,
    drafts: false,
    force: false,
    json: false,
  });
  expect(readCommandLine([...exported, "--post", "posts/a.md", "--post", "posts/b.md"])).toMatchObject({
    scope: { kind: "posts", paths: ["posts/a.md", "posts/b.md"] },
  });
  expect(readCommandLine(["render", "-"])).toEqual({ command: "render", file: "-" });
  expect(
    readCommandLine(["import", "a.txt", "b.txt", "--into", "blog", "--encoding", "SJIS", "--dry-run"]),
  ).toMatchObject({
    command: "import",
    blog: "blog",
    files: ["a.txt", "b.txt"],
    undo: false,
    encoding: "shift_jis",
    timeZone: null,
    dryRun: true,
    yes: false,
  });
  expect(readCommandLine(["import", "--into", "blog", "--undo"])).toMatchObject({ files: [], undo: true });
  expect(readCommandLine(["share", "a.md"])).toMatchObject({ post: "a.md", days: 7, json: false });
  expect(readCommandLine(["share", "a.md", "--for", "month"])).toMatchObject({ days: 30 });
  expect(readCommandLine(["share", "--stop", "a.md"])).toMatchObject({ post: "a.md", days: null });
  expect(readCommandLine(["demo"])).toEqual({ command: "demo", blog: null });
  expect(readCommandLine(["check", "--help"])).toEqual({ command: "help", of: "check" });
  expect(readCommandLine(["help", "undo"])).toEqual({ command: "help", of: "undo" });
  expect(readCommandLine(["help"])).toEqual({ command: "help", of: null });
});

test.each([
  [[]],
  [["fly"]],
  [["build", "blog"]],
  [["publish", "blog", "--host-key", "SHA256:abc"]],
  [["test", "blog", "--host-key", "MD5:00:11"]],
  [["build", "--out", "x"]],
  [["build", "blog", "--out", "x", "--url", "example.com"]],
  [["check", "a", "b"]],
  [["check", "blog", "--dry-run"]],
  [["publish", "blog", "--unknown"]],
  [["publish", "blog", "--list"]],
  [["publish", "blog", "--keep-theirs", "--take-mine"]],
  [["undo", "blog", "--to", "0"]],
  [["undo"]],
  [["share"]],
  [["share", "a.md", "--for", "year"]],
  [["share", "a.md", "--for", "toString"]],
  [["share", "a.md", "--for", "day", "--stop"]],
  [["import"]],
  [["import", "a.txt"]],
  [["import", "--into", "blog"]],
  [["import", "a.txt", "--into", "blog", "--undo"]],
  [["import", "--into", "blog", "--undo", "--dry-run"]],
  [["import", "a.txt", "--into", "blog", "--encoding", "klingon"]],
  [["import", "a.txt", "--into", "blog", "--time-zone", "Moon"]],
])("refuses %j", (argv) => {
  expect(() => readCommandLine(argv)).toThrow(UsageError);
});

test("the command is the first word that is not the value of an option, also in a wrong line", () => {
  expect(commandOf(["--target", "test", "publish", "blog", "--json"])).toBe("publish");
  expect(commandOf(["--json", "build", "--unknown", "--out"])).toBe("build");
  expect(commandOf(["new", "check", "--json"])).toBe("new");
  expect(commandOf(["--json"])).toBeUndefined();
});

test("an unknown option is named whole", () => {
  const faultOf = (...args: string[]) => {
    try {
      return readCommandLine(args);
    } catch (error) {
      return error instanceof UsageError ? [error.fault, error.values.name] : error;
    }
  };
  expect(faultOf("check", "blog", "--日本語")).toEqual(["unknownOption", "--日本語"]);
  expect(faultOf("check", "blog", "–-json")).toEqual(["tooMany", undefined]);
  expect(faultOf("build", "blog", "--out")).toEqual(["optionValue", "--out"]);
  expect(faultOf("build", "blog", "--help=x")).toEqual(["optionValue", "-h"]);
});
