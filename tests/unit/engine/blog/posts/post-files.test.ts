import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findPostFiles } from "#engine/blog/posts/post-files.ts";
import { runCli } from "../../cli/run-cli.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hitofude-posts-"));
  mkdirSync(join(folder, "posts/hibi"), { recursive: true });
  writeFileSync(
    join(folder, "blog.yaml"),
    "title: 日記\nurl: https://example.jp/\nsections: { hibi: { title: 日々 } }\n",
  );
  writeFileSync(join(folder, "posts/hibi/a.md"), "---\ndate: 2024-05-06 09:00\n---\n文\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const found = async (): Promise<string[]> =>
  (await findPostFiles(folder)).problems.map(({ code, severity, file }) => `${severity} ${code} ${file}`);

/** A name in Shift_JIS, as old archives contain it. */
const oldName = Buffer.concat([Buffer.from("/posts/hibi/"), Buffer.from([0x93, 0xfa]), Buffer.from(".md")]);

test.runIf(process.platform === "linux")(
  "a post whose name is not UTF-8 is an error, not a missing post",
  async () => {
    writeFileSync(Buffer.concat([Buffer.from(folder), oldName]), "文\n");
    expect(await found()).toEqual(["error file.nameUnusable posts/hibi/\uFFFD\uFFFD.md"]);
    writeFileSync(join(folder, "posts/hibi/\uFFFD.md"), "文\n");
    expect((await findPostFiles(folder)).paths).toEqual(["posts/hibi/a.md", "posts/hibi/\uFFFD.md"]);
  },
);

test.skipIf(process.platform === "win32")(
  "a line end in a name, and a link to nothing, are errors",
  async () => {
    writeFileSync(join(folder, "posts/hibi/b\nc.md"), "文\n");
    symlinkSync("gone.md", join(folder, "posts/hibi/d.md"));
    symlinkSync("gone.txt", join(folder, "posts/hibi/e.txt"));
    expect((await found()).sort()).toEqual([
      "error file.linkBroken posts/hibi/d.md",
      "error file.nameUnusable posts/hibi/b\uFFFDc.md",
      "warning file.linkBroken posts/hibi/e.txt",
    ]);
    const { code, stderr } = await runCli(["check", folder]);
    expect(code).toBe(1);
    expect(stderr).toContain("Please rename the file");
  },
);
