import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { seededNumbers } from "#tests/support/seeded-numbers.ts";
import { differences, filesUnder } from "./compare-sites.ts";
import { dayPath, fillWithDays, smallSettings } from "./small-blog.ts";
import { TrialBlog, type TrialPost } from "./trial-blog.ts";

/** The same blog before and after an edit of everything: no page is the same in both. */
let before: TrialBlog;
let after: TrialBlog;
/** Number of kills. `HITOFUDE_PROPERTY_RUNS` can increase it, because the point of each kill is random. */
const kills = Math.max(12, Number(process.env.HITOFUDE_PROPERTY_RUNS ?? 0));
const timeout = 3_600_000;

beforeEach(async () => {
  before = new TrialBlog(smallSettings);
  after = new TrialBlog({ ...smallSettings, title: "次の記" }, before.themesFolder);
  fillWithDays(before, 40);
  fillWithDays(after, 41, "第二版");
  after.removePost(dayPath(3));
  await before.buildClean();
  await after.buildClean();
});
afterEach(() => {
  before.delete();
  after.delete();
});

/** Returns the files that equal neither those before nor those after the edit, and are not temporary. */
function broken(): string[] {
  const [old, fresh] = [filesUnder(before.cleanDir), filesUnder(after.cleanDir)];
  return [...filesUnder(before.outDir)]
    .filter(([path, bytes]) => ![old, fresh].some((site) => site.get(path)?.equals(bytes)))
    .map(([path]) => path)
    .filter((path) => !path.startsWith("."));
}

test(
  "kill -9 at any moment leaves complete files, and the next build completes the site",
  async () => {
    const script = join(import.meta.dirname, "build-forever.ts");
    const args = [
      script,
      before.blogFolder,
      after.blogFolder,
      before.themesFolder,
      before.outDir,
      `${before.now}`,
    ];
    const env = { ...process.env, NODE_COMPILE_CACHE: join(before.folder, "compiled") };
    mkdirSync(before.outDir);
    const seed =
      process.env.HITOFUDE_SEED === "random" ? Date.now() : Number(process.env.HITOFUDE_SEED ?? 20_260_101);
    const random = seededNumbers(seed);
    for (let kill = 0; kill < kills; kill += 1) {
      const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
      await once(child.stdout, "data");
      const after = random() * 160;
      await wait(after);
      child.kill("SIGKILL");
      await once(child, "exit");
      const when = `kill ${kill} of seed ${seed}, after ${after} ms`;
      expect(broken(), when).toEqual([]);
      // Completes only every third build, so that a program also finds files of several killed programs
      if (kill % 3 !== 2) continue;
      before.restart();
      await before.build();
      expect(differences(before.outDir, before.cleanDir), when).toEqual([]);
    }
  },
  timeout,
);

interface State {
  readonly texts: ReadonlyMap<string, TrialPost>;
  readonly settings: TrialBlog["settingsText"];
  /** Folder with the site of a build from nothing. */
  readonly site: string;
}

function stateOf(blog: TrialBlog): State {
  return { texts: new Map(blog.texts), settings: blog.settingsText, site: blog.cleanDir };
}

/** Gives a blog the same files as another one. */
function bring(blog: TrialBlog, state: State): void {
  for (const path of [...blog.texts.keys()]) if (!state.texts.has(path)) blog.removePost(path);
  for (const [path, post] of state.texts) blog.putPost(path, post);
  blog.changeSettings(state.settings);
}

/** Aborts when it is checked for the n-th time, so that each check in the build is tested. */
class LateCancellation extends Cancellation {
  #asked = 0;
  readonly #limit: number;

  constructor(limit: number) {
    super();
    this.#limit = limit;
  }

  override get aborted(): boolean {
    this.#asked += 1;
    if (this.#asked > this.#limit) this.cancel();
    return super.aborted;
  }
}

test(
  "a build cancelled at any point leaves complete files, and the next build completes the site",
  async () => {
    await before.build();
    const states = [stateOf(after), stateOf(before)] as const;
    let [finished, cancelled] = [0, 0];
    for (let limit = 0; finished < 2; limit += 1) {
      const state = limit % 2 === 0 ? states[0] : states[1];
      bring(before, state);
      await before.build(new LateCancellation(limit)).then(
        () => (finished += 1),
        (error: unknown) => {
          expect(error).toMatchObject({ code: "call.cancelled" });
          cancelled += 1;
        },
      );
      expect(broken()).toEqual([]);
      if (limit % 4 === 3) before.restart();
      await before.build();
      expect(differences(before.outDir, state.site)).toEqual([]);
    }
    expect(cancelled).toBeGreaterThan(0);
  },
  timeout,
);
