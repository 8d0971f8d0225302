import { lstat, mkdir, readFile, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Answer, PublishPlan, Question } from "#contract/types/publish-run-types.ts";
import { answerForNobody } from "#engine/app/publish/unattended.ts";
import { readTree, type SiteFiles, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { type FolderSite, openFolderSite } from "#tests/support/publish/folder-site.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";

let folder: FolderSite;
/** A folder outside of the document root, to which links lead. */
let disk: string;
beforeEach(async () => {
  folder = await openFolderSite();
  disk = join(dirname(folder.root), "disk");
  await mkdir(disk);
});
afterEach(() => folder.remove());

const site = sampleSite(3);
const picture = "media/2022/05/photo.png";
const { [picture]: _, ...withoutPicture } = site;
const linkAt = (path: string, target = "../disk"): Promise<void> => symlink(target, join(folder.root, path));

const keep = async (): Promise<Answer> => ({
  accept: true,
  answers: [],
  remember: false,
  take: [],
  keep: ["media"],
});

const noteOf = (end: "folder" | "file" | "missing" | "loop") => ({
  code: "server.linksLeft",
  values: { folders: "media", count: 1, end },
});

const keepTheirs = async (): Promise<Answer> => ({ ...(await keep()), keep: [picture] });

/** Publishes, and returns the plans about which the author was asked. */
async function publish(
  of: SiteFiles,
  answer: (question: Question) => Promise<Answer> = yes,
  review = false,
): Promise<PublishPlan[]> {
  const asked: PublishPlan[] = [];
  const ask = (question: Question): Promise<Answer> => {
    if (question.kind === "plan") asked.push(question.plan);
    return answer(question);
  };
  await folder.run(of, { ask, review });
  return asked;
}

test("a folder of the site that is a link is shown as a link, and its files can be left out", async () => {
  await linkAt("media");
  await linkAt("own", "/etc/hostname");
  const [plan] = await publish(site, keep);
  expect(plan?.questions).toEqual(["first", "links"]);
  expect(plan?.files.filter(({ link }) => link)).toMatchObject([
    { path: "media", change: "conflict", because: "link", link: { target: "../disk", files: 1 } },
    { path: "own", change: "foreign", link: { target: "" } },
  ]);
  expect(await readTree(disk)).toEqual({});
  expect(await readTree(folder.root)).toEqual(treeOf(withoutPicture));
  // The choice remains valid until a real folder is at the path.
  expect(await publish(site)).toEqual([]);
  expect(await publish({ ...site, "feed.xml": "<rss>2</rss>" })).toEqual([]);
  expect(await readTree(disk)).toEqual({});
  await rm(join(folder.root, "media"));
  expect(await publish({ ...site, "feed.xml": "<rss>3</rss>" })).toEqual([]);
  expect(await readFile(join(folder.root, picture))).toEqual(site[picture]);
});

test("files are written through a link once the author chose it, and count as published", async () => {
  await linkAt("media");
  const through = async (question: Question): Promise<Answer> => ({
    ...(await yes(question)),
    take: ["media"],
  });
  await publish(site, through);
  expect(await readFile(join(disk, "2022/05/photo.png"))).toEqual(site[picture]);
  const [review] = await publish(site, yes, true);
  const decided = { followed: true, end: "folder", theirs: [] };
  expect(review?.files).toEqual([
    { path: "media", change: "link", size: 0, link: { target: "../disk", files: 0, decided } },
  ]);
  expect(await publish({ ...site, [picture]: "another" })).toEqual([]);
  expect(await readFile(join(disk, "2022/05/photo.png"), "utf8")).toBe("another");
  expect((await lstat(join(folder.root, "media"))).isSymbolicLink()).toBe(true);
});

const chosen =
  (take: readonly string[], keep: readonly string[] = []) =>
  async (): Promise<Answer> => ({
    accept: true,
    answers: [],
    remember: false,
    take: [...take],
    keep: [...keep],
  });

test("the plan shows links about which the author has decided, and each decision can be changed there", async () => {
  const other = "media/2022/05/other.png";
  const both: SiteFiles = { ...site, [other]: "mine" };
  await linkAt("media");
  await publish(both, keep);
  await mkdir(join(disk, "2022/05"), { recursive: true });
  await writeFile(join(disk, "2022/05/other.png"), "of somebody else");
  const [review] = await publish(both, yes, true);
  const link = review?.files.find(({ path }) => path === "media");
  const theirs = [{ path: other, size: 4, because: "foreign" }];
  const decided = { followed: false, end: "folder", theirs };
  expect(link).toEqual({
    path: "media",
    change: "link",
    size: 0,
    link: { target: "../disk", files: 2, decided },
  });
  expect(review?.files.filter(({ change }) => change !== "link")).toEqual([]);
  expect(await readTree(disk)).toEqual({ "2022/05/other.png": "of somebody else" });

  // A file of somebody else behind the link needs a decision of its own.
  await expect(publish(both, chosen(["media"]), true)).rejects.toMatchObject({ code: "publish.conflicts" });
  await publish(both, chosen(["media"], [other]), true);
  const written = treeOf({
    "2022/05/photo.png": site[picture] ?? "",
    "2022/05/other.png": "of somebody else",
  });
  expect(await readTree(disk)).toEqual(written);
  const [followed] = await publish(both, yes, true);
  expect(followed?.files).toMatchObject([
    { path: other, change: "kept" },
    { path: "media", link: { decided: { followed: true } } },
  ]);

  // The decision can be reversed. Nothing behind the link is then written or deleted any more.
  const { [other]: _other, ...without } = both;
  const { notes } = await folder.run(
    { ...without, [picture]: "another" },
    { ask: chosen([], ["media"]), review: true },
  );
  expect(notes).toEqual([noteOf("folder")]);
  expect(await publish(withoutPicture)).toEqual([]);
  expect(await readTree(disk)).toEqual(written);
});

test("a choice about one link changes nothing below another link that is left", async () => {
  const inside = join(folder.root, "media");
  await mkdir(inside);
  await symlink("../../disk", join(inside, "2022"));
  await publish(site, chosen([], ["media/2022"]));
  const moved = join(dirname(disk), "moved");
  await rename(inside, moved);
  const far = join(dirname(dirname(disk)), "disk");
  await mkdir(far);
  await linkAt("media", "../moved");
  const both: SiteFiles = { ...site, "media/a.png": "a" };
  await publish(both, chosen([], ["media"]));
  for (const [taken, left] of [
    ["media", "media/2022"],
    ["media/2022", "media"],
  ] as const) {
    await publish(both, chosen([taken], [left]), true);
    expect([taken, Object.keys(await readTree(far))]).toEqual([taken, []]);
    await publish(both, chosen([], ["media", "media/2022"]), true);
  }
});

test("a kept file below a link that the author now leaves stays, even if it is to be replaced", async () => {
  await mkdir(join(disk, "2022/05"), { recursive: true });
  await writeFile(join(disk, "2022/05/photo.png"), "of somebody else");
  await linkAt("media");
  await publish(site, chosen(["media"], [picture]));
  const [plan] = await publish(site, chosen([picture], ["media"]), true);
  expect(plan?.files).toMatchObject([{ path: picture, change: "kept" }, { path: "media" }]);
  expect((await readFile(join(disk, "2022/05/photo.png"))).byteLength).toBe(16);
  expect((await folder.run(site)).notes).toEqual([noteOf("folder")]);
});

test("a link that leads to no folder any more is shown, and the decision about it remains", async () => {
  await linkAt("media");
  await publish(site, keep);
  await rm(disk, { recursive: true });
  const [review] = await publish(site, chosen(["media"]), true);
  const decided = { followed: false, end: "missing", theirs: [] };
  expect(review?.files).toMatchObject([{ path: "media", change: "link", link: { files: 1, decided } }]);
  expect((await folder.run(site)).notes).toEqual([noteOf("missing")]);
});

test("a published folder that somebody replaced by a link is not written to without a choice", async () => {
  await publish(site);
  await rename(join(folder.root, "media"), join(disk, "media"));
  await linkAt("media", "../disk/media");
  const changed = { ...site, [picture]: "another" };
  await expect(publish(changed, answerForNobody)).rejects.toMatchObject({
    code: "publish.links",
    values: { path: "media", target: "../disk/media", named: "true" },
  });
  expect(await readFile(join(disk, picture))).toEqual(site[picture]);
  // If the author leaves the file out, the published version stays.
  const [plan] = await publish({ ...changed, "feed.xml": "<rss>2</rss>" }, keep);
  expect(plan?.questions).toEqual(["links"]);
  expect(await readFile(join(disk, picture))).toEqual(site[picture]);
  expect(await readFile(join(folder.root, "feed.xml"), "utf8")).toBe("<rss>2</rss>");
  expect(await publish({ ...changed, "feed.xml": "<rss>3</rss>" })).toEqual([]);
  expect(await readFile(join(disk, picture))).toEqual(site[picture]);
});

test("what is left out because of a link is said each time, and sent once the link is a folder again", async () => {
  await publish(site);
  await rename(join(folder.root, "media"), join(disk, "media"));
  await linkAt("media", "../disk/media");
  const changed = { ...site, [picture]: "another" };
  const note = noteOf("folder");
  expect(await folder.run(changed, { ask: keep })).toMatchObject({ kept: [picture], notes: [note] });
  expect(await folder.run(changed)).toMatchObject({ puts: [], kept: [picture], notes: [note] });
  const next = { ...changed, "feed.xml": "<rss>2</rss>" };
  expect(await folder.run(next)).toMatchObject({ kept: [picture], notes: [note] });
  await rm(join(folder.root, "media"));
  await rename(join(disk, "media"), join(folder.root, "media"));
  expect((await folder.run(next)).notes).toEqual([]);
  expect(await readFile(join(folder.root, picture), "utf8")).toBe("another");
  // A file that somebody else has changed is left out for another reason.
  await writeFile(join(folder.root, picture), "theirs");
  const kept = await folder.run({ ...next, [picture]: "mine" }, { ask: keepTheirs });
  expect(kept).toMatchObject({ kept: [picture], notes: [] });
});

test("nothing is deleted through a link without a choice, not even a file that needs no question", async () => {
  const part = "parts/footer.html";
  await folder.run({ ...site, [part]: "part" }, { parts: [part] });
  await rename(join(folder.root, "parts"), join(disk, "parts"));
  await linkAt("parts", "../disk/parts");
  await expect(folder.run(site, { ask: answerForNobody, parts: [part] })).rejects.toMatchObject({
    code: "publish.links",
    values: { path: "parts" },
  });
  await folder.run(site, { ask: chosen([], ["parts"]), parts: [part] });
  expect(await readTree(disk)).toEqual({ [part]: "part" });
  await folder.run(site, { ask: chosen(["parts"]), review: true, parts: [part] });
  await folder.run(site, { parts: [part] });
  expect(await readTree(disk)).toEqual({});
});

for (const choice of ["left", "through"] as const) {
  test(`a decision about a link is forgotten once a folder is there, or its target changes: ${choice}`, async () => {
    const take = async (): Promise<Answer> => ({ ...(await keep()), take: ["media", picture], keep: [] });
    const answer = choice === "left" ? keep : take;
    const next = (text: string): SiteFiles => ({ ...site, [picture]: text });
    await linkAt("media");
    expect(await publish(next("1"), answer)).toHaveLength(1);
    await rm(join(folder.root, "media"));
    await mkdir(join(folder.root, "media"));
    expect(await publish(next("2"), answer)).toEqual([]);
    await rm(join(folder.root, "media"), { recursive: true });
    await linkAt("media");
    // The file behind the link is always older than the last published one, also within one second.
    if (choice === "through") await utimes(join(disk, "2022/05/photo.png"), 0, 0);
    const [asked] = await publish(next("3"), answer);
    expect(asked?.questions).toContain("links");
    // The same link needs no question, but a link to another folder does.
    expect(await publish(next("4"))).toEqual([]);
    await rm(join(folder.root, "media"));
    await linkAt("media", "..");
    await expect(publish(next("5"), answerForNobody)).rejects.toMatchObject({ code: "publish.links" });
  });
}

test("a folder that is seen when there is nothing to publish ends a decision, too", async () => {
  await publish(site);
  await rename(join(folder.root, "media"), join(disk, "media"));
  await linkAt("media", "../disk/media");
  await publish({ ...site, [picture]: "another" }, keep);
  await publish(site);
  await rm(join(folder.root, "media"));
  await rename(join(disk, "media"), join(folder.root, "media"));
  expect(await publish(site)).toEqual([]);
  await rename(join(folder.root, "media"), join(disk, "media"));
  await linkAt("media", "../disk/media");
  const changed = publish({ ...site, [picture]: "another" }, answerForNobody);
  await expect(changed).rejects.toMatchObject({ code: "publish.links" });
});

test("a link whose folder disappears after the decision is named as broken", async () => {
  await linkAt("media");
  await publish(site, keep);
  await rm(disk, { recursive: true });
  expect((await folder.run(site)).notes).toEqual([noteOf("missing")]);
  await writeFile(disk, "theirs");
  expect((await folder.run(site)).notes).toEqual([noteOf("file")]);
  await rm(disk);
  await symlink("public_html/media", disk);
  expect((await folder.run(site)).notes).toEqual([noteOf("loop")]);
});

for (const [end, target] of [
  ["missing", "../nowhere"],
  ["loop", "media"],
  ["file", "../disk/file"],
] as const) {
  test(`a link that leads to no folder is named, and nothing is sent: ${end}`, async () => {
    await writeFile(join(disk, "file"), "theirs");
    await linkAt("media", target);
    await expect(publish(site)).rejects.toMatchObject({
      code: "publish.linkBroken",
      values: { path: join(folder.root, "media"), target, end },
    });
    expect(await readTree(folder.root)).toEqual({});
    // The same is said about a published folder that somebody replaced by such a link.
    await rm(join(folder.root, "media"));
    await publish(site);
    await rm(join(folder.root, "media"), { recursive: true });
    await linkAt("media", target);
    const changed = publish({ ...site, [picture]: "another" });
    await expect(changed).rejects.toMatchObject({ code: "publish.linkBroken", values: { end } });
  });
}
