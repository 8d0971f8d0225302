import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { manyTexts } from "#engine/site/articles/texts-ahead.ts";
import { differences } from "../site/incremental/compare-sites.ts";

const launch = join(import.meta.dirname, "../../../../electron/engine/cli/launch.ts");
let home: string;
let blog: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "hitofude-speed-"));
  blog = join(home, "blog");
  mkdirSync(join(blog, "posts/notes"), { recursive: true });
  writeFileSync(
    join(blog, "blog.yaml"),
    "title: 記録\nurl: https://example.com/\nsections: { notes: { title: 記録 } }\n",
  );
  for (let number = 1; number <= manyTexts + 1; number += 1) {
    const front = `---\ntitle: 記録 ${number}\ndate: ${2000 + (number % 20)}-03-${10 + Math.floor(number / 20)}\n---\n`;
    writeFileSync(
      join(blog, `posts/notes/${number}.md`),
      `${front}\n本文 *${number}* と [次](${number + 1}.md)。\n`,
    );
  }
});

afterEach(() => rmSync(home, { recursive: true }));

/** Builds the blog in the shell without caches, with a data folder of its own. */
function build(name: string, speed: string): void {
  const env = { ...process.env, HITOFUDE_DATA: join(home, name, "data"), HITOFUDE_SPEED: speed };
  execFileSync(process.execPath, [launch, "build", blog, "--out", join(home, name, "site")], { env });
}

test("a build without any of the speedups makes the same site, byte for byte", () => {
  build("with", "on");
  build("without", "off");
  expect(differences(join(home, "without/site"), join(home, "with/site"))).toEqual([]);
  expect(readdirSync(join(home, "with/site")).length).toBeGreaterThan(3);
  expect(cachedPosts("with")).toBe(true);
  expect(cachedPosts("without")).toBe(false);
});

function cachedPosts(name: string): boolean {
  const found = readdirSync(join(home, name, "data"), { recursive: true, encoding: "utf8" });
  return found.some((path) => /\/cache\/posts$/.test(path));
}
