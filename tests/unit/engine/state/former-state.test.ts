import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { BlogState } from "#engine/state/blog-state.ts";
import { migrateFormerState } from "#engine/state/former-state.ts";

test("records of targets are adopted under their present file names", async () => {
  const top = await mkdtemp(join(tmpdir(), "hitofude-former-"));
  const blog = join(top, "blog");
  for (const path of [
    "cache/live/Live.json",
    "cache/live/my.host.json",
    `cache/live/${encodeURIComponent("本番")}.json`,
    "published/states/target-Live/1.json.gz",
    "published/states/target-practice/1.json.gz",
  ]) {
    await mkdir(dirname(join(blog, ".hitofude", path)), { recursive: true });
    await writeFile(join(blog, ".hitofude", path), "{}");
  }
  const state = await BlogState.load(join(top, "state"), blog, "id");
  await migrateFormerState(blog, state);
  const live = ["%4Cive.json", `${encodeURIComponent("本番")}.json`, "my%2Ehost.json"];
  expect((await readdir(state.inside("live"))).sort()).toEqual(live.sort());
  expect(await readdir(state.inside("published/states"))).toEqual(["target-%4Cive", "target-practice"]);
  await rm(top, { recursive: true });
});
