import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { sampleOf } from "#engine/publish/plan/lost-files.ts";
import { lookAtSample } from "#engine/publish/plan/remote-view.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";

/** Files of a server with exact listings, which counts its requests. */
class ListedFiles extends LocalFiles {
  override readonly capabilities = { ...new LocalFiles().capabilities, ordered: false, exactLists: true };
  requests = 0;

  override lstat(path: string): ReturnType<LocalFiles["lstat"]> {
    this.requests += 1;
    return super.lstat(path);
  }

  override async readdir(path: string): ReturnType<LocalFiles["readdir"]> {
    this.requests += 4;
    const entries = await super.readdir(path);
    // Many servers leave out names with a leading dot
    return new Map([...entries].filter(([name]) => !name.startsWith(".")));
  }
}

/** Publishes nothing, but checks a site of these paths. Returns the requests, and the files that were seen. */
async function check(
  paths: readonly string[],
): Promise<{ requests: number; sample: string[]; seen: string[] }> {
  const build = paths.map(
    (path): OutputFile => ({ path, group: "page", size: 4, sha256: "a", location: path }),
  );
  const live = paths.map((path) => [path, { sha256: "a", size: 4, mtime: 1, group: "page" }] as const);
  const files = new ListedFiles();
  const sample = sampleOf({ files: Object.fromEntries(live) }, build, files.capabilities);
  const root = await mkdtemp(join(tmpdir(), "hitofude-sample-"));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const path of sample) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), "text");
  }
  const seen = await lookAtSample(files, root, sample, {});
  return { requests: files.requests, sample, seen: [...seen.keys()] };
}

const many = (count: number, name: (number: number) => string): string[] =>
  Array.from({ length: count }, (_, number) => name(number));

test.each([
  ["a small site", ["index.html", ".htaccess", ...many(146, (number) => `hibi/${number}.html`)], 148],
  [
    "a site with more files than a sample",
    ["index.html", ...many(900, (number) => `${number % 3}/${number}`)],
    500,
  ],
  ["many small folders", ["index.html", ...many(400, (number) => `${number % 200}/${number}.html`)], 40],
  ["a large folder", ["index.html", ...many(2100, (number) => `hibi/${number}.html`)], 40],
])("with exact listings, 40 requests check %s", async (_name, paths, count) => {
  const { requests, sample, seen } = await check(paths);
  expect([new Set(sample).size, sample[0]]).toEqual([count, "index.html"]);
  expect(seen.sort()).toEqual(sample.sort());
  expect(requests).toBeLessThanOrEqual(40);
});
