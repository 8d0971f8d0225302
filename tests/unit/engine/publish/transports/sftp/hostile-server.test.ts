import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CommitJournal } from "#engine/publish/state/commit-journal.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import type { Manifest } from "#engine/publish/state/manifest.ts";
import { Progress } from "#engine/publish/base/progress.ts";
import { runPublish } from "#engine/publish/run/publish-run.ts";
import { type RemoteEntry, RemoteError, type RemoteFile } from "#engine/publish/base/remote-files.ts";
import { lookAtRemote } from "#engine/publish/plan/remote-view.ts";
import { readWhole } from "#engine/publish/base/whole-file.ts";
import { buildSite, sampleSite } from "#tests/support/publish/built-site.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";

// The files in a state directory may come from anyone who can write to the server.
// The files may also be in a folder that came from elsewhere.

let folder = "";
let root = "";
let state = "";
let victim = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-hostile-"));
  root = join(folder, "server", "public_html");
  state = join(folder, "server", ".hitofude", "b3f0c1d2-test-blog", "public_html");
  victim = join(folder, "server", "victim.txt");
  await mkdir(root, { recursive: true });
  await mkdir(state, { recursive: true });
  await writeFile(victim, "not the site's");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(): Promise<unknown> {
  return runPublish(
    new LocalFiles(),
    {
      name: "live",
      input: await buildSite(join(folder, "build"), sampleSite(1)),
      ask: yes,
      client: { user: "author", computer: "desk" },
      review: false,
      program: "test",
      directory: root,
      modes: { file: 0o644, directory: 0o755 },
      lockTimeoutMs: 10,
    },
    new Progress(() => undefined),
  );
}

const common = {
  format: 1,
  blogId: "b3f0c1d2-test-blog",
  program: "test",
  at: "2024-05-06T07:08:09.000Z",
  traits: { replace: "posix", keepsModes: true },
  posts: {},
} as const;

async function writeManifest(changes: Partial<Manifest>): Promise<void> {
  const manifest: Manifest = { ...common, generation: 1, directories: [], files: {}, kept: {}, ...changes };
  await writeFile(join(state, "manifest"), JSON.stringify(manifest));
}

async function writeJournal(changes: Partial<CommitJournal>): Promise<void> {
  const journal: CommitJournal = {
    ...common,
    generation: 2,
    puts: [],
    adopted: [],
    removals: [],
    retired: [],
    released: [],
    kept: [],
    turns: [],
    directories: [],
    ...changes,
  };
  await writeFile(join(state, "journal"), JSON.stringify(journal));
}

/** Returns the size and time of `victim`. The program removes only files whose size and time it knows. */
async function seenVictim(): Promise<{ size: number; mtime: number }> {
  const { size, mtimeMs } = await stat(victim);
  return { size, mtime: Math.floor(mtimeMs / 1000) };
}

const outside = [
  "../victim.txt",
  "hitokoto/../../victim.txt",
  "..\\victim.txt",
  "/victim.txt",
  "a//b",
  "./a",
  "a\0",
  "",
];

test.each(outside)("a manifest that names %j deletes nothing, and stops the publish", async (path) => {
  await writeManifest({ files: { [path]: { ...(await seenVictim()), sha256: "0".repeat(64) } } });
  await expect(run()).rejects.toMatchObject({ code: "publish.remoteFailed", values: { operation: "read" } });
  expect(await readFile(victim, "utf8")).toBe("not the site's");
});

test.each(outside)("a journal that removes %j is not executed", async (path) => {
  await writeJournal({ removals: [{ ...(await seenVictim()), path }] });
  await expect(run()).rejects.toMatchObject({ code: "publish.remoteFailed", values: { operation: "read" } });
  expect(await readFile(victim, "utf8")).toBe("not the site's");
});

test("a journal writes nothing outside the site, and takes nothing from outside the stage", async () => {
  const put = {
    sha256: "0".repeat(64),
    size: 1,
    group: "page" as const,
    staged: "0".repeat(64),
    path: "a.html",
  };
  for (const wrong of [{ path: "../victim.txt" }, { staged: "../../../../victim.txt" }]) {
    await writeJournal({ puts: [{ ...put, ...wrong }] });
    await expect(run()).rejects.toMatchObject({ code: "publish.remoteFailed" });
  }
  for (const list of ["directories", "released"] as const) {
    await writeJournal({ [list]: [".."] });
    await expect(run()).rejects.toMatchObject({ code: "publish.remoteFailed" });
  }
  expect(await readFile(victim, "utf8")).toBe("not the site's");
});

test("unusual but valid names belong to the site", async () => {
  const files = Object.fromEntries(
    ["..a", "a..b/c...html", "日記/が#%?.html"].map((path) => [path, { sha256: "s", size: 1, mtime: 1 }]),
  );
  await writeManifest({ files });
  await run();
});

test("a file in place of the lock makes the lock unavailable", async () => {
  await writeManifest({});
  await writeFile(join(state, "lock"), "");
  await expect(run()).rejects.toMatchObject({ code: "publish.locked" });
});

test("a lock with many files is read up to a limit", async () => {
  await writeManifest({});
  await mkdir(join(state, "lock"));
  await writeFile(join(state, "lock", "a"), Buffer.alloc(1_000_000, "x"));
  for (let number = 0; number < 40; number += 1) await writeFile(join(state, "lock", `b${number}`), "");
  await run();
});

test("an endless file is read up to a limit", async () => {
  let sent = 0;
  const endless: RemoteFile = {
    read: async (_offset, length) => {
      sent += length;
      return new Uint8Array(length);
    },
    write: async () => undefined,
    chmod: async () => undefined,
    close: async () => undefined,
  };
  class Endless extends LocalFiles {
    override async open(): Promise<RemoteFile> {
      return endless;
    }
  }
  await expect(readWhole(new Endless(), "/manifest", 10_000_000)).rejects.toThrow(RemoteError);
  expect(sent).toBeLessThan(20_000_000);
});

test("an endless directory tree is listed only where the site needs it", async () => {
  const directory: RemoteEntry = { kind: "directory", size: 0, mtime: 1, mode: 0o755 };
  const file: RemoteEntry = { kind: "file", size: 3, mtime: 1, mode: 0o644 };
  class Endless extends LocalFiles {
    override async readdir(path: string): Promise<ReadonlyMap<string, RemoteEntry>> {
      if (path === "/srv/zz") return new Map([["ours.html", file]]);
      const names = Array.from({ length: path === "/srv" ? 30_000 : 3 }, (_, number) => `more ${number}`);
      return new Map([...names.map((name) => [name, directory] as const), ["zz", directory]]);
    }
  }
  const { files } = await buildSite(join(folder, "build"), { "zz/ours.html": "own" });
  const seen = await lookAtRemote(
    new Endless(),
    { root: "/srv", state: "/state" },
    { build: files, manifest: null },
  );
  expect(seen.get("zz/ours.html")?.kind).toBe("file");
  expect(seen.size).toBeLessThan(20_100);
});
