import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PublishInput } from "#engine/publish/run/publish-options.ts";
import { buildSite, type SiteFiles, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { type RaceOutcome, raceBySeed } from "#tests/support/publish/publisher-race.ts";

/** `HITOFUDE_RACES=5000` tries other seeds, `HITOFUDE_RACE=17` runs a single one. */
const schedules = Number(process.env.HITOFUDE_RACES ?? 300);
const only = process.env.HITOFUDE_RACE;

const sites: Record<"base" | "desk" | "laptop", SiteFiles> = {
  base: { ...sampleSite(4), "gone/away.html": "soon gone" },
  // The images are sent in parts.
  desk: { ...sampleSite(6, 2), "desk.html": "desk", "media/map.png": Buffer.alloc(100_000, "desk") },
  laptop: { ...sampleSite(5, 3), "laptop.html": "laptop", "media/sea.png": Buffer.alloc(90_000, "laptop") },
};
const trees = Object.values(sites).map(treeOf);
const isWhole = (path: string, content: string): boolean => trees.some((tree) => tree[path] === content);

let folder = "";
let builds: Record<keyof typeof sites, PublishInput>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-race-"));
  const build = (name: keyof typeof sites) => buildSite(join(folder, name), sites[name]);
  builds = { base: await build("base"), desk: await build("desk"), laptop: await build("laptop") };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const race = (seed: number): Promise<RaceOutcome> => raceBySeed(seed, builds, isWhole);

function expectSound(seed: number, { ends, live, state }: RaceOutcome): void {
  for (const end of ends) expect(["done", "killed", "publish.locked"], `seed ${seed}`).toContain(end);
  expect(live, `seed ${seed}`).toEqual(treeOf(sites.desk));
  expect(state, `seed ${seed}`).toEqual(["manifest"]);
}

test("two publishers over random schedules: the next publish finds a consistent site", async () => {
  const ends = new Set<string>();
  const seeds = only ? [Number(only)] : Array.from({ length: schedules }, (_, index) => index + 1);
  for (const seed of seeds) {
    const outcome = await race(seed);
    expectSound(seed, outcome);
    ends.add([...outcome.ends].sort().join(" and "));
  }
  // In some seeds, both publish in turn. In others, one gives way or loses its lock to the other, or dies
  const expected = only ? [] : ["done and done", "done and publish.locked", "done and killed"];
  expect([...ends]).toEqual(expect.arrayContaining(expected));
}, 3_600_000);

test("the same seed yields the same steps", async () => {
  for (const seed of [1, 2, 3]) expect((await race(seed)).trace).toEqual((await race(seed)).trace);
});
