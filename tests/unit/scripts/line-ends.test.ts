import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { projectRoot } from "../../../scripts/setup/paths.mjs";

const folder = mkdtempSync(join(tmpdir(), "hitofude-clone-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const git = (cwd: string, ...args: string[]): string =>
  execFileSync("git", args, {
    cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "ignore"],
  });

test("a clone with Git's default on Windows has no CRLF in a text, and no change", () => {
  const clone = join(folder, "山田 太郎");
  const settings = ["-c", "core.autocrlf=true", "-c", "core.eol=crlf"];
  // A clone with its own objects, so that git writes every file; a shallow one of the last commit is enough.
  git(folder, ...settings, "clone", "--quiet", "--depth", "1", pathToFileURL(projectRoot).href, clone);
  const files = git(clone, "ls-files", "--eol", "-z").split("\0").filter(Boolean);
  expect(files.length).toBeGreaterThan(1000);
  // `i/lf w/lf attr/text=auto eol=lf<TAB>path`: in the index and in the folder
  const wrong = files.filter((line) => !/^i\/(lf|none|-text) +w\/(lf|none|-text) /.test(line));
  expect(wrong).toEqual([]);
  expect(git(clone, ...settings, "status", "--porcelain")).toBe("");
});
