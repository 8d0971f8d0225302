import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { BlogState } from "#engine/state/blog-state.ts";
import { adoptFormerState, findFormerState, migrateFormerState } from "#engine/state/former-state.ts";

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

test("a moved blog keeps its backups, the author's choices about them, and the records of imports", async () => {
  const top = await mkdtemp(join(tmpdir(), "hitofude-former-"));
  const root = join(top, "state");
  const before = await BlogState.load(root, join(top, "before"), "id");
  const backup = before.inside("backups", "1.zip");
  await before.update({
    trusted: true,
    includes: { host: "ssi" },
    passwordRoots: { host: "/www" },
    backup: { isOn: true, folder: "", keep: 3 },
    backups: [
      { path: "/elsewhere/0.zip", size: 1, key: "0" },
      { path: backup, size: 1, key: "1" },
    ],
  });
  const now = await BlogState.load(root, join(top, "now"), "id");
  for (const [path, text] of [
    [backup, "before"],
    [before.inside("imports", "1.jsonl"), "before"],
    [before.inside("imports", "2.jsonl"), "before"],
    [before.inside("cache", "articles"), "before"],
    [now.inside("imports", "2.jsonl"), "now"],
  ] as const) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  const former = await findFormerState(root, now);
  if (!former) throw new Error("no former state");
  await adoptFormerState(former, now);
  const texts = ["backups/1.zip", "imports/1.jsonl", "imports/2.jsonl"].map((path) =>
    readFile(now.inside(path), "utf8"),
  );
  expect(await Promise.all(texts)).toEqual(["before", "before", "now"]);
  expect((await BlogState.load(root, join(top, "now"), "id")).record).toMatchObject({
    trusted: true,
    includes: { host: "ssi" },
    passwordRoots: { host: "/www" },
    backup: { isOn: true, folder: "", keep: 3 },
    backups: [{ path: "/elsewhere/0.zip" }, { path: now.inside("backups", "1.zip") }],
  });
  await expect(access(before.folder)).rejects.toMatchObject({ code: "ENOENT" });
  await expect(access(now.inside("cache"))).rejects.toMatchObject({ code: "ENOENT" });
  await rm(top, { recursive: true });
});
