import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Capabilities } from "#engine/publish/base/capabilities.ts";
import { isIntact, sampleOf } from "#engine/publish/plan/lost-files.ts";
import { lookAtSample } from "#engine/publish/plan/remote-view.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";

type Lists = "exact" | "sizes";

/** A server whose listings contain exact sizes. Counts the requests. */
class ListedFiles extends LocalFiles {
  override readonly capabilities: Capabilities;
  requests = 0;

  constructor(lists: Lists) {
    super();
    this.capabilities = { ...new LocalFiles().capabilities, ordered: false, lists };
  }

  override lstat(path: string): ReturnType<LocalFiles["lstat"]> {
    this.requests += 1;
    return super.lstat(path);
  }

  override async readdir(
    path: string,
    _expected?: number,
    timed: ReadonlySet<string> = new Set(),
  ): ReturnType<LocalFiles["readdir"]> {
    this.requests += 4;
    const entries = await super.readdir(path);
    // Many servers leave out names with a leading dot
    const listed = [...entries].filter(([name]) => !name.startsWith("."));
    if (this.capabilities.lists === "exact") return new Map(listed);
    return new Map(
      listed.map(([name, entry]) => {
        if (!timed.has(name)) return [name, { ...entry, mtime: 0 }] as const;
        this.requests += 1;
        return [name, entry] as const;
      }),
    );
  }
}

/** Time of all files of the site, in seconds since the epoch. */
const mtime = 1_700_000_000;

interface Checked {
  readonly requests: number;
  readonly sample: string[];
  /** Paths of the files that were seen, and of those that count as unchanged. */
  readonly seen: string[];
  readonly intact: string[];
}

/** Checks a sample of a published site with these paths. `change` changes files on the server before that. */
async function check(
  paths: readonly string[],
  lists: Lists = "exact",
  change: (root: string, sample: readonly string[]) => Promise<void> = async () => undefined,
): Promise<Checked> {
  const build = paths.map(
    (path): OutputFile => ({ path, group: "page", size: 4, sha256: "a", location: path }),
  );
  const live = paths.map((path) => [path, { sha256: "a", size: 4, mtime, group: "page" }] as const);
  const files = new ListedFiles(lists);
  const published = Object.fromEntries(live);
  const sample = sampleOf({ files: published }, build, files.capabilities);
  const root = await mkdtemp(join(tmpdir(), "hitofude-sample-"));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const path of sample) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), "text");
    await utimes(join(root, path), mtime, mtime);
  }
  await change(root, sample);
  const seen = await lookAtSample(files, root, sample, { published });
  const intact = sample.filter((path) => isIntact([path], { files: published }, seen));
  return { requests: files.requests, sample, seen: [...seen.keys()], intact };
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
  const { requests, sample, seen, intact } = await check(paths);
  expect([new Set(sample).size, sample[0]]).toEqual([count, "index.html"]);
  expect(seen.sort()).toEqual(sample.sort());
  expect(intact.length).toBe(sample.length);
  expect(requests).toBeLessThanOrEqual(40);
});

test("with exact sizes only, listings check the sizes of 500 files, and single requests the times of 40", async () => {
  const paths = ["index.html", ...many(900, (number) => `${number % 3}/${number}`)];
  let changed: string[] = [];
  const { requests, sample, intact } = await check(paths, "sizes", async (root, chosen) => {
    changed = [chosen[0], chosen[39], chosen[40], chosen[499]].map((path) => path ?? "");
    const [front, timed, other, last] = changed.map((path) => join(root, path));
    for (const path of [front, timed]) await utimes(path ?? "", 1, 1);
    await writeFile(other ?? "", "another text");
    await rm(last ?? "");
  });
  expect(sample).toHaveLength(500);
  expect(sample.filter((path) => !intact.includes(path))).toEqual(changed);
  // Four folders, the times of 40 files, and the two files that differ.
  expect(requests).toBe(4 * 4 + 40 + 2);
});
