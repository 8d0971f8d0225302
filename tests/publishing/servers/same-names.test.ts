import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Question } from "#contract/types/publish-run-types.ts";
import type { Published } from "#engine/publish/run/publish.ts";
import type { SftpPublishOptions } from "#engine/publish/run/publish-options.ts";
import { readTree, type SiteFiles, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { type ExfatDisk, hasExfat, mountExfat } from "#tests/support/disks/exfat-disk.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { publishSite, yes } from "#tests/support/publish/sftp-publish.ts";

const exfatTest = test.runIf(hasOpenSsh && hasExfat);
let server: OpenSshServer;
let disk: ExfatDisk;
let root = "";

beforeAll(async () => {
  if (!hasOpenSsh || !hasExfat) return;
  server = await startOpenSsh();
  disk = await mountExfat(server.user);
});
afterAll(async () => {
  await server?.stop();
  await disk?.remove();
});
beforeEach(async () => {
  if (!disk) return;
  root = join(disk.folder, "home", "public_html");
  await mkdir(root, { recursive: true });
});
afterEach(async () => {
  if (disk) await rm(join(disk.folder, "home"), { recursive: true });
});

async function publish(site: SiteFiles, changes: Partial<SftpPublishOptions> = {}): Promise<Published> {
  const publishing = publishSite(server, site, { target: server.target({ directory: root }), ...changes });
  return publishing.finally(() => disk.remount());
}

/** Expects exactly these files, with their exact names. */
async function expectLive(site: SiteFiles): Promise<void> {
  for (const [path, content] of Object.entries(site)) {
    expect(await readFile(join(root, path), "latin1"), path).toBe(treeOf({ path: content }).path);
  }
  expect(Object.keys(await readTree(root))).toHaveLength(Object.keys(site).length);
}

async function expectNothingToDo(site: SiteFiles): Promise<void> {
  expect((await publish(site)).result).toMatchObject({ uploaded: 0, removed: 0, bytes: 0 });
  // A review of everything finds nothing to do, either.
  expect((await publish(site, { review: true })).result).toMatchObject({ uploaded: 0, removed: 0, bytes: 0 });
}

const long = "あ".repeat(100);

exfatTest("a disk without modes and links, with names of 100 Japanese characters, gets a site", async () => {
  const [site, next] = [
    { ...sampleSite(12), [`${long}/${long}.html`]: "長い" },
    { ...sampleSite(10, 2), [`${long}/${long}.html`]: "長い名前" },
  ];
  await publish(site);
  await expectLive(site);
  const { result } = await publish(next);
  expect(result).toMatchObject({ removed: 2 });
  await expectLive(next);
  await expectNothingToDo(next);
});

const before = {
  ...sampleSite(3),
  "Foo/index.html": "the old Foo",
  "Foo/Same.html": "the same words",
  "A.html": "the old A",
  "Big.html": `${"big".repeat(500_000)}`,
  "ÉTÉ/Ａ.html": "full width",
};
const after = {
  ...sampleSite(3),
  "foo/index.html": "the new foo",
  "foo/same.html": "the same words",
  "a.html": "the old A",
  "big.html": `${"big".repeat(500_000)}`,
  "été/ａ.html": "full width, changed",
};

exfatTest("addresses change only in case: the old names disappear, the new files stay", async () => {
  await publish(before);
  const asked: Question[] = [];
  const { result } = await publish(after, {
    ask: (question) => {
      asked.push(question);
      return yes(question);
    },
  });
  expect(asked).toEqual([]);
  expect(result).toMatchObject({ removed: 0 });
  await expectLive(after);
  await expectNothingToDo(after);
  // Publishes the old names again, then removes the files: our folders are removed together with their files.
  await publish(before);
  await expectLive(before);
  await publish(after);
  await publish(sampleSite(3));
  await expectLive(sampleSite(3));
  expect((await readdir(root)).sort()).toEqual([
    "feed.xml",
    "hitokoto",
    "index.html",
    "media",
    "search",
    "theme",
  ]);
});

exfatTest(
  "for a manifest of an older version without the disk's properties, they are determined when needed",
  async () => {
    await publish(before);
    await forgetNames();
    await publish({ ...before, "feed.xml": "changed" });
    expect(await knownNames()).toBeUndefined();
    await publish(after);
    expect(await knownNames()).toEqual({ foldsCase: true, foldsForms: false });
    await expectLive(after);
    await expectNothingToDo(after);
  },
);

exfatTest("a foreign INDEX.HTML at the path of our index.html is asked about, and can stay", async () => {
  const theirs = join(root, "INDEX.HTML");
  await writeFile(theirs, "theirs");
  await mkdir(join(root, "HITOKOTO"));
  await writeFile(join(root, "HITOKOTO", "Note.txt"), "theirs, too");
  const refusing = async () => ({ accept: true, answers: [], remember: false });
  await publishAsked(sampleSite(2), refusing, "publish.conflicts");
  expect(await readTree(root)).toEqual({ "INDEX.HTML": "theirs", "HITOKOTO/Note.txt": "theirs, too" });
  const keeping = async () => ({ accept: true, answers: [], remember: false, keep: ["index.html"] });
  const { result } = await publish(sampleSite(2), { ask: keeping });
  expect(result).toMatchObject({ kept: 1 });
  expect(await readFile(theirs, "utf8")).toBe("theirs");
  expect(await readFile(join(root, "hitokoto/20220001.html"), "utf8")).toContain("ひとこと 1");
  expect(await readFile(join(root, "HITOKOTO", "Note.txt"), "utf8")).toBe("theirs, too");
  expect((await publish(sampleSite(2))).result).toMatchObject({ uploaded: 0, kept: 1 });

  // A foreign file that appeared later, at the path of a new page.
  await writeFile(join(root, "ABOUT.html"), "theirs as well");
  const more = { ...sampleSite(2), "about.html": "ours" };
  await publishAsked(more, refusing, "publish.conflicts");
  expect(await readFile(join(root, "about.html"), "utf8")).toBe("theirs as well");
});

exfatTest("two pages that would be one file are named, and nothing is sent", async () => {
  await publish(sampleSite(2));
  const site = { ...sampleSite(2, 2), "tags/Go/index.html": "Go", "tags/go/index.html": "go" };
  await expect(publish(site)).rejects.toMatchObject({
    code: "publish.sameName",
    values: { path: "tags/go/index.html", other: "tags/Go/index.html" },
  });
  await expectLive(sampleSite(2));
});

for (const [path, name] of [
  ["tags/what?/page.html", "what?"],
  ["12:30.html", "12:30.html"],
  ['a "b".html', 'a "b".html'],
] as const) {
  exfatTest(`${path}: a name that the disk does not allow is reported before anything is sent`, async () => {
    await publish(sampleSite(2));
    await expect(publish({ ...sampleSite(2, 2), [path]: "odd" })).rejects.toMatchObject({
      code: "publish.nameRefused",
      values: { path, name, post: `posts/${path.replace(/\.html$/, ".md")}` },
    });
    await expectLive(sampleSite(2));
    await publish(sampleSite(2, 2));
    await expectLive(sampleSite(2, 2));
    expect((await readdir(root)).filter((one) => one.startsWith("hitofude-"))).toEqual([]);
  });
}

async function publishAsked(site: SiteFiles, ask: SftpPublishOptions["ask"], code: string): Promise<void> {
  await expect(publish(site, { ask })).rejects.toMatchObject({ code });
}

const manifestFile = (): string =>
  join(disk.folder, "home", ".hitofude", "b3f0c1d2-test-blog", "public_html", "manifest");

async function readManifest(): Promise<{ traits: { names?: unknown } }> {
  return JSON.parse(gunzipSync(await readFile(manifestFile())).toString("utf8"));
}

async function knownNames(): Promise<unknown> {
  return (await readManifest()).traits.names;
}

async function forgetNames(): Promise<void> {
  const manifest = await readManifest();
  delete manifest.traits.names;
  await writeFile(manifestFile(), JSON.stringify(manifest));
}
