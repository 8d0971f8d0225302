import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import { systemError } from "#engine/base/files/simulated-system.ts";
import { BlogState } from "#engine/state/blog-state.ts";
import { adoptFormerState, findFormerState, migrateFormerState } from "#engine/state/former-state.ts";
import { HostTraits } from "#engine/state/host-traits.ts";
import { PublishesByHand } from "#engine/state/publishes-by-hand.ts";
import { asWindows, hold, letGo } from "../systems/as-windows.ts";

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

describe("what cannot be read does not count as missing", () => {
  async function madeFolder(): Promise<string> {
    const top = await mkdtemp(join(tmpdir(), "hitofude-former-"));
    onTestFinished(() => rm(top, { recursive: true, force: true }));
    await mkdir(join(top, "blog/.hitofude/cache/live"), { recursive: true });
    await writeFile(join(top, "blog/.hitofude/cache/live/Live.json"), "former");
    return top;
  }

  test.each([
    ["look", /cache\/live$/],
    ["look", /blog\/\.hitofude$/],
    ["look", /state\/[^/]+\/live$/],
    ["read", /live$/],
  ] as const)("records of an earlier version stay until a later call: %s %s", async (operation, path) => {
    const top = await madeFolder();
    const blog = join(top, "blog");
    const state = await BlogState.load(join(top, "state"), blog, "id");
    hold({ on: [operation], path });
    await expect(migrateFormerState(blog, state)).rejects.toMatchObject({ code: expect.anything() });
    letGo();
    expect(state.record.migrated).toBe(false);
    await migrateFormerState(blog, state);
    expect(await readFile(state.inside("live/%4Cive.json"), "utf8")).toBe("former");
  });

  test("the state of a moved blog stays at its place, and is not passed over", async () => {
    const top = await madeFolder();
    const root = join(top, "state");
    const before = await BlogState.load(root, join(top, "gone"), "id");
    await before.update({ trusted: true });
    await mkdir(before.inside("live"));
    await writeFile(before.inside("live/x.json"), "before");
    const now = await BlogState.load(root, join(top, "blog"), "id");
    hold({ on: ["read"], path: /blog\.json$/ });
    await expect(findFormerState(root, now)).rejects.toMatchObject({ code: "file.inUse" });
    hold({ on: ["read"], path: /state$/ });
    await expect(findFormerState(root, now)).rejects.toMatchObject({ code: "file.inUse" });
    letGo();
    const former = await findFormerState(root, now);
    if (!former) throw new Error("no former state");
    hold({ on: ["look"], path: /\/live$/ });
    await expect(adoptFormerState(former, now)).rejects.toMatchObject({ code: "file.inUse" });
    letGo();
    expect(await readFile(before.inside("live/x.json"), "utf8")).toBe("before");
    await adoptFormerState(former, now);
    expect(await readFile(now.inside("live/x.json"), "utf8")).toBe("before");
  });

  test("another user's record is passed over", async () => {
    const top = await madeFolder();
    const root = join(top, "state");
    await (await BlogState.load(root, join(top, "other"), "id")).update({ trusted: true });
    const now = await BlogState.load(root, join(top, "blog"), "id");
    asWindows({
      platform: "linux",
      before: (operation, path) => {
        if (operation === "read" && path.endsWith("blog.json")) throw systemError("EACCES", path);
      },
    });
    expect(await findFormerState(root, now)).toBeNull();
  });

  test("a record that could not be read at the start loses nothing in later changes", async () => {
    const top = await madeFolder();
    const load = (): Promise<BlogState> => BlogState.load(join(top, "state"), join(top, "blog"), "id");
    const first = await load();
    await first.update({ publishedByHand: ["a"], includes: { a: "ssi" }, passwordRoots: { a: "/a" } });
    const target = { kind: "folder" as const, url: "https://a.example/", directory: "/web" };
    const settings = blogSettingsSchema.parse({ title: "日記", targets: { nas: target } });
    for (const change of [
      (state: BlogState) => new PublishesByHand(state, () => settings).note("nas"),
      (state: BlogState) => new HostTraits(state).noteInclude(target, "php"),
      (state: BlogState) => new HostTraits(state).notePasswordRoot(target, "/www"),
    ]) {
      hold({ on: ["read"], path: /blog\.json$/ });
      const unread = await load();
      letGo();
      await change(unread);
    }
    const { publishedByHand, includes, passwordRoots } = (await load()).record;
    expect(publishedByHand).toEqual(["a", expect.anything()]);
    expect(Object.values(includes)).toEqual(["ssi", "php"]);
    expect(Object.values(passwordRoots)).toEqual(["/a", "/www"]);
  });
});
