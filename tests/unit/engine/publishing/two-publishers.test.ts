import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LocalFiles } from "#engine/publishing/local-files.ts";
import { Progress } from "#engine/publishing/progress.ts";
import type { RunOptions } from "#engine/publishing/publish-options.ts";
import { runPublish } from "#engine/publishing/publish-run.ts";
import { buildSite, readTree, type SiteFiles, sampleSite, treeOf } from "#tests/support/built-site.ts";
import { randomRace } from "#tests/support/random-race.ts";
import { yes } from "#tests/support/sftp-publish.ts";

/** Schedules that run side by side: most of their time they wait. */
const atOnce = 8;
const schedules = 200;

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-race-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const base: SiteFiles = { ...sampleSite(4), "gone/away.html": "soon gone" };
const sites: Record<"desk" | "laptop", SiteFiles> = {
  desk: { ...sampleSite(6, 2), "desk.html": "desk" },
  laptop: { ...sampleSite(5, 3), "laptop.html": "laptop" },
};

/** One race on a server of its own; how each publisher ended. */
async function race(seed: number): Promise<string[]> {
  const root = join(folder, String(seed), "public_html");
  await mkdir(root, { recursive: true });
  const publish = async (name: string, site: SiteFiles, changes: Partial<RunOptions> = {}) => {
    const input = await buildSite(join(folder, String(seed), `build-${name}`), site);
    const options: RunOptions = {
      name: "live",
      input,
      ask: yes,
      client: { user: "author", computer: name },
      review: false,
      program: "test",
      directory: root,
      modes: { file: 0o644, directory: 0o755 },
      ...changes,
    };
    return runPublish(new LocalFiles(), options, new Progress(() => undefined));
  };
  await publish("first", base);
  await writeFile(join(root, "counter.cgi"), "theirs");
  const ends = await randomRace(seed, (name, changes) => publish(name, sites[name], changes));
  // What a loser leaves behind counts as dead at once
  await publish("third", sites.desk, { lockPatienceMs: 20 });
  expect(await readTree(root), `seed ${seed}`).toEqual({ ...treeOf(sites.desk), "counter.cgi": "theirs" });
  const state = join(folder, String(seed), ".hitofude", "b3f0c1d2-test-blog", "public_html");
  expect((await readdir(state)).sort(), `seed ${seed}`).toEqual(["manifest"]);
  return ends;
}

test("two publishers over 200 random schedules: the next publish finds a sound site, whoever won", async () => {
  const ends = new Set<string>();
  for (let first = 1; first <= schedules; first += atOnce) {
    const races = Array.from({ length: atOnce }, (_, index) => race(first + index));
    for (const pair of await Promise.all(races)) ends.add([...pair].sort().join(" and "));
  }
  // Both went through in turn, one gave way, and one lost its lock to the other
  expect(ends).toContain("done and done");
  expect(ends).toContain("done and publish.locked");
}, 300_000);
