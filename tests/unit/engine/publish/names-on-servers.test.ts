import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Question } from "#contract/types/publish-run-types.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import type { RunOptions } from "#engine/publish/run/publish-options.ts";
import type { NotedOutcome } from "#engine/publish/run/publish-run.ts";
import {
  type RemoteEntry,
  RemoteError,
  type RemoteFiles,
  remoteStatus,
} from "#engine/publish/base/remote-files.ts";
import { readTree, type SiteFiles, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { DecomposingFiles } from "#tests/support/publish/decomposing-files.ts";
import { FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import { type FolderSite, openFolderSite } from "#tests/support/publish/folder-site.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";

let place: FolderSite;
let root = "";

beforeEach(async () => {
  place = await openFolderSite();
  root = place.root;
});
afterEach(() => place.remove());

function run(site: SiteFiles, files: RemoteFiles, changes: Partial<RunOptions> = {}): Promise<NotedOutcome> {
  return place.run(site, changes, files);
}

function decomposed(site: SiteFiles): Record<string, string> {
  return Object.fromEntries(
    Object.entries(treeOf(site)).map(([path, text]) => [path.normalize("NFD"), text]),
  );
}

/** The site has names in both Unicode forms, because a picture from an old Mac keeps its name. */
const site = {
  ...sampleSite(2),
  "ガイド/プラグ.html": "ガ",
  "media/ポスター.png": "png",
  [`media/${"だるま".normalize("NFD")}.png`]: "png too",
};

for (const review of [false, true]) {
  test(`on a server that distinguishes names, our files are recognised and nothing is sent twice, ${review ? "with" : "without"} a review`, async () => {
    const asked: Question[] = [];
    const ask = (question: Question) => {
      asked.push(question);
      return yes(question);
    };
    const first = await run(site, new DecomposingFiles());
    expect(first.manifest.traits.names).toEqual({ foldsCase: false, foldsForms: true });
    expect(await readTree(root)).toEqual(decomposed(site));
    const again = await run(site, new DecomposingFiles(), { review, ask });
    expect(again).toMatchObject({ puts: [], removed: [], bytes: 0 });

    const { "ガイド/プラグ.html": _gone, ...rest } = site;
    const next = { ...rest, "media/ポスター.png": "png 2", "ガイド/ページ.html": "new" };
    const then = await run(next, new DecomposingFiles(), { review, ask });
    expect(then.puts.map(({ file }) => file.path).sort()).toEqual(
      ["media/ポスター.png", "ガイド/ページ.html"].sort(),
    );
    expect(then.removed).toEqual(["ガイド/プラグ.html"]);
    expect(await readTree(root)).toEqual(decomposed(next));
    const plans = asked.flatMap((question) => (question.kind === "plan" ? question.plan.files : []));
    expect(plans.filter(({ change }) => ["foreign", "conflict", "leftover"].includes(change))).toEqual([]);

    await run(sampleSite(2), new DecomposingFiles(), { review });
    expect(await readTree(root)).toEqual(treeOf(sampleSite(2)));
    expect((await readdir(root)).sort()).toEqual(Object.keys(groupByTop(sampleSite(2))).sort());
  });
}

function groupByTop(files: SiteFiles): Record<string, true> {
  return Object.fromEntries(Object.keys(files).map((path) => [path.split("/")[0] ?? "", true]));
}

test("a name that differs only in its Unicode form denotes the same file, which stays", async () => {
  const name = "media/ポスター.png";
  await run({ ...sampleSite(1), [name.normalize("NFD")]: "png" }, new DecomposingFiles());
  const moved = { ...sampleSite(1), [name]: "png" };
  const outcome = await run(moved, new DecomposingFiles());
  expect(outcome).toMatchObject({ removed: [], bytes: 0 });
  expect(await readTree(root)).toEqual(decomposed(moved));
  expect((await run(moved, new DecomposingFiles())).manifest.generation).toBe(2);
  // The file is still ours: no question is asked before it is removed.
  await run(sampleSite(1), new DecomposingFiles());
  expect(await readTree(root)).toEqual(treeOf(sampleSite(1)));
});

test("after any interruption, a publish that changes Unicode forms of names is completed by the next one", async () => {
  const forms = (form: "NFC" | "NFD", version: number): SiteFiles => ({
    ...sampleSite(1, version),
    [`${"ガイド".normalize(form)}/index.html`]: `list ${version}`,
    [`${"ポスト".normalize(form)}.html`]: "the same words",
  });
  const [before, after] = [forms("NFD", 1), forms("NFC", 2)];
  let tried = 0;
  for (const kind of ["before", "after"] as const) {
    for (let at = 1, isOver = false; !isOver; at += 3) {
      await rm(dirname(root), { recursive: true });
      await mkdir(root, { recursive: true });
      await run(before, new DecomposingFiles());
      const faulty = new FaultyFiles(new DecomposingFiles(), { at, kind });
      await run(after, faulty).catch((error: unknown) => expect(error).toBeInstanceOf(Error));
      isOver = faulty.count < at;
      const [old, fresh] = [decomposed(before), decomposed(after)];
      const live = await readTree(root);
      expect(Object.keys(live).sort(), `${kind} ${at}`).toEqual(Object.keys(fresh).sort());
      for (const [path, text] of Object.entries(live)) expect([old[path], fresh[path]]).toContain(text);
      await run(after, new DecomposingFiles());
      expect(await readTree(root), `${kind} ${at}`).toEqual(fresh);
      expect(await run(after, new DecomposingFiles())).toMatchObject({ puts: [], bytes: 0 });
      tried += 1;
    }
  }
  expect(tried).toBeGreaterThan(40);
});

test("a foreign file under the other Unicode form of a name is a conflict, also in a first publish", async () => {
  const name = "ガイド.html";
  await writeFile(join(root, name.normalize("NFD")), "theirs");
  const keep = async () => ({ accept: true, answers: [], remember: false, keep: [name] });
  const outcome = await run({ ...sampleSite(1), [name]: "ours" }, new DecomposingFiles(), { ask: keep });
  expect(outcome.kept).toEqual([name]);
  expect(await readFile(join(root, name.normalize("NFD")), "utf8")).toBe("theirs");
});

test("if the server distinguishes them, both forms are separate files", async () => {
  const name = "ガイド.html";
  const both = {
    ...sampleSite(1),
    [name]: "NFC",
    [name.normalize("NFD")]: "NFD",
    "A.html": "A",
    "a.html": "a",
  };
  const outcome = await run(both, new LocalFiles());
  expect(outcome.manifest.traits.names).toEqual({ foldsCase: false, foldsForms: false });
  expect(await readTree(root)).toEqual(treeOf(both));
});

const tooLong = `${"あ".repeat(84)}.html`;

test("a name with more bytes than the disk permits is reported before the upload, with its post", async () => {
  await run(sampleSite(1), new LocalFiles());
  for (const review of [false, true]) {
    const files = new FaultyFiles(new LocalFiles(), null);
    await expect(run({ ...sampleSite(1, 2), [tooLong]: "long" }, files, { review })).rejects.toMatchObject({
      code: "publish.nameTooLong",
      values: {
        path: tooLong,
        name: tooLong,
        bytes: 257,
        post: `posts/${"あ".repeat(84)}.md`,
        ofPost: "true",
      },
    });
    expect(files.sent.asked).toBe(0);
    expect(await readTree(root)).toEqual(treeOf(sampleSite(1)));
    expect(await readdir(root)).not.toContain(expect.stringMatching(/^hitofude/));
  }
  const fits = { ...sampleSite(1, 2), [`${"あ".repeat(83)}.html`]: "long" };
  await run(fits, new LocalFiles());
  expect(await readTree(root)).toEqual(treeOf(fits));
});

test("a too long name of a folder, or of a file that is not a post, is reported, too", async () => {
  const path = `${"い".repeat(90)}/index.html`;
  await expect(run({ ...sampleSite(1), [path]: "list" }, new LocalFiles())).rejects.toMatchObject({
    code: "publish.nameTooLong",
    values: { path, name: "い".repeat(90), bytes: 270, ofPost: "false" },
  });
});

test("a section with a password is not published if the server refuses the file with its rules", async () => {
  const files = new LocalFiles();
  const { rename } = files;
  files.rename = async (from, to) => {
    if (basename(to) === ".htaccess") throw new RemoteError("rename", to, remoteStatus.permissionDenied, "");
    await rename.call(files, from, to);
  };
  const open = { "index.html": "list", ".htaccess": "Redirect /old /new" };
  await run(open, files);
  const closed = {
    ...open,
    "family/1.html": "secret",
    "family/.htpasswd": "me",
    "family/.htaccess": "rules",
  };
  await expect(run(closed, files)).rejects.toMatchObject({
    code: "publish.protectionRefused",
    values: { path: "family/.htaccess" },
  });
  expect(await readTree(root)).toEqual({ "index.html": "list" });

  const allowed = await run(closed, new LocalFiles());
  const { ".htaccess": _refusedBefore, ...protectedSite } = closed;
  expect(await readTree(root)).toEqual(protectedSite);
  expect(allowed.notes).toEqual([{ code: "server.dotFiles", values: { files: ".htaccess", count: 1 } }]);
});

test("a path of many short names that is too long as a whole is reported, too", async () => {
  const path = `${"a/".repeat(2100)}b.html`;
  const expectReport = async (): Promise<void> =>
    expect(run({ ...sampleSite(1, 2), [path]: "deep" }, new LocalFiles())).rejects.toMatchObject({
      code: "publish.nameTooLong",
      values: { path, name: path, bytes: 4206 },
    });
  await expectReport();
  expect(await readTree(root)).toEqual({});
  await run(sampleSite(1), new LocalFiles());
  await expectReport();
  expect(await readTree(root)).toEqual(treeOf(sampleSite(1)));
});

test("a site cannot be swapped if the server does not list hidden files, which would be lost", async () => {
  class Hiding extends LocalFiles {
    override async readdir(path: string): Promise<ReadonlyMap<string, RemoteEntry>> {
      return new Map([...(await super.readdir(path))].filter(([name]) => !name.startsWith(".")));
    }
  }
  await run(sampleSite(1), new Hiding());
  await expect(run(sampleSite(1, 2), new Hiding(), { swap: true })).rejects.toMatchObject({
    code: "publish.swapNames",
    values: { directory: root, why: "hidden" },
  });
  expect(await readTree(root)).toEqual(treeOf(sampleSite(1)));
});

test("a site cannot be swapped if different names denote one file", async () => {
  await run(sampleSite(1), new DecomposingFiles());
  await expect(run(sampleSite(1, 2), new DecomposingFiles(), { swap: true })).rejects.toMatchObject({
    code: "publish.swapNames",
    values: { directory: root, why: "same" },
  });
  expect(await readTree(root)).toEqual(treeOf(sampleSite(1)));
});

test("an unreadable state is an error if the server permits names that begin with a dot", async () => {
  class Closed extends LocalFiles {
    readonly created: string[] = [];
    override async open(...[path, how, mode]: Parameters<LocalFiles["open"]>) {
      if (path.endsWith("/manifest")) throw new RemoteError("open", path, 3, "no");
      if (how === "create") this.created.push(path);
      return super.open(path, how, mode);
    }
  }
  await run(sampleSite(1), new LocalFiles());
  const files = new Closed();
  await expect(run(sampleSite(1, 2), files)).rejects.toMatchObject({ operation: "open", status: 3 });
  expect(files.created).toEqual([]);
  expect((await readdir(dirname(root))).sort()).toEqual([".hitofude", "public_html"]);
});
