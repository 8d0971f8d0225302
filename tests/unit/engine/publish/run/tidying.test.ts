import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "#engine/publish/lock/lock-clock.ts";
import { lockRecord, newNonce } from "#engine/publish/lock/lock-record.ts";
import { RemoteError, remoteStatus } from "#engine/publish/base/remote-files.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { readTree, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import { type FolderSite, openFolderSite } from "#tests/support/publish/folder-site.ts";

let folder: FolderSite;
beforeEach(async () => {
  folder = await openFolderSite();
});
afterEach(() => folder.remove());

const site = sampleSite(2);
const version = (number: number) => ({ ...site, "index.html": `<h1>${number}</h1>` });

for (const inOrder of [true, false]) {
  const server = inOrder ? "in order" : "one by one";
  test(`a cut while tidying is completed by a publish with nothing to send: ${server}`, async () => {
    await folder.run(site);
    const isManifest = (operation: string, path: string): boolean =>
      operation === "rename" && path.endsWith("/manifest");
    let [at, cuts, problems] = [0, 0, 0];
    for (let isCut = true; isCut; ) {
      at += 1;
      const options = { inOrder, countAfter: isManifest };
      const cut = new FaultyFiles(new LocalFiles(), { at, kind: "before" }, options);
      const { problem, manifest } = await folder.run(version(at), {}, cut);
      isCut = cut.count >= at;
      expect(manifest.files["index.html"]?.size, `cut at ${at}`).toBe(`<h1>${at}</h1>`.length);
      if (problem) expect(problem).toMatchObject({ code: "publish.connectionLost" });
      problems += problem ? 1 : 0;
      if ((await readdir(folder.state)).length > 1) cuts += 1;
      const next = await folder.run(version(at), {}, new FaultyFiles(new LocalFiles(), null, { inOrder }));
      expect(next.puts, `cut at ${at}`).toEqual([]);
      expect(await readdir(folder.state), `cut at ${at}`).toEqual(["manifest"]);
    }
    expect(cuts).toBeGreaterThan(2);
    // If only the release of the lock is cut, the publish reports no problem.
    expect(problems).toBeGreaterThan(2);
    expect(await readFile(join(folder.root, "index.html"), "utf8")).toBe(`<h1>${at}</h1>`);
  });
}

test("the empty directory of an interrupted release is removed without waiting", async () => {
  await folder.run(site);
  const lock = join(folder.state, "lock");
  const lockClock = { ...systemClock, wait: () => Promise.reject(new Error("the lock was watched")) };
  for (const next of [site, version(1)]) {
    await mkdir(lock);
    await folder.run(next, { lockClock });
    expect(await readTree(folder.root)).toEqual(treeOf(next));
    expect(await readdir(folder.state)).toEqual(["manifest"]);
  }
});

test("a lock whose file cannot be read is not taken for an empty one", async () => {
  class Unreadable extends LocalFiles {
    override async open(...[path, how, mode]: Parameters<LocalFiles["open"]>) {
      if (how === "read" && path.startsWith(`${folder.state}/lock`)) {
        throw new RemoteError("open", path, remoteStatus.permissionDenied, "Permission denied");
      }
      return super.open(path, how, mode);
    }
  }
  await folder.run(site);
  const lock = join(folder.state, "lock");
  await mkdir(lock);
  await writeFile(join(lock, newNonce({ user: "other", computer: "laptop" })), "");
  const ask = async () => ({ accept: false, answers: [], remember: false });
  const publish = folder.run(version(1), { ask }, new Unreadable());
  await expect(publish).rejects.toMatchObject({ code: "publish.locked" });
  expect(await readdir(folder.state)).toContain("lock");
});

test("the lock of another computer does not disturb a publish with nothing to send", async () => {
  await folder.run(site);
  const owner = { user: "other", computer: "laptop" };
  const lock = join(folder.state, "lock");
  await mkdir(lock);
  await writeFile(join(lock, newNonce(owner)), lockRecord(owner, "2026-11-29T05:00:00Z", 3));
  const asked: string[] = [];
  const ask = async ({ kind }: { kind: string }) => {
    asked.push(kind);
    return { accept: false, answers: [], remember: false };
  };
  expect((await folder.run(site, { ask })).puts).toEqual([]);
  expect(asked).toEqual([]);
  expect(await readdir(folder.state)).toContain("lock");
});

test("what interrupted tests of the server leave does not pile up, and is not shown as somebody's files", async () => {
  let left = 0;
  for (let at = 4; at < 60; at += 3) {
    await folder
      .run(site, {}, new FaultyFiles(new LocalFiles(), { at, kind: "after" }))
      .catch(() => undefined);
    const names = await readdir(folder.root).catch(() => []);
    left = Math.max(left, names.filter((name) => name.startsWith("hitofude-")).length);
  }
  // An interrupted test of the server leaves two entries at most, and the next publish removes them
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(3);
  await folder.run(site);
  expect(await readTree(folder.root)).toEqual(treeOf(site));
  expect((await readdir(folder.root)).filter((name) => name.startsWith("hitofude-"))).toEqual([]);
  expect(await readdir(folder.state)).toEqual(["manifest"]);
});

test("a server that refuses to delete files is reported once, by the kind of request", async () => {
  class Keeping extends LocalFiles {
    override async remove(path: string): Promise<void> {
      if (path.includes("/stage-")) throw new RemoteError("remove", path, remoteStatus.failure, "Failure");
      await super.remove(path);
    }
  }
  const { "feed.xml": _, ...smaller } = site;
  expect((await folder.run(version(1), {}, new Keeping())).notes).toMatchObject([
    { code: "server.refusesDeletion", values: { operation: "remove", directory: folder.state } },
  ]);
  expect((await folder.run(smaller, {}, new Keeping())).notes).toHaveLength(1);
  expect(await readTree(folder.root)).toEqual(treeOf(smaller));
  // A publish from another place, where deleting is permitted, removes all of it
  expect((await folder.run(version(2))).notes).toEqual([]);
  expect(await readdir(folder.state)).toEqual(["manifest"]);
});

for (const [refused, isRefused] of Object.entries({
  "the directory of an interrupted publish": (_from: string, to: string) => to.includes("/taken-stage-"),
  "a file of an interrupted publish": (from: string) => from.includes("/taken-stage-"),
})) {
  test(`if the server refuses to hand over ${refused}, no old page counts as new`, async () => {
    class Halting extends LocalFiles {
      override async replace(from: string, to: string): Promise<void> {
        if (to === join(folder.root, "index.html")) throw new RemoteError("rename", to, 4, "Failure");
        return super.replace(from, to);
      }
    }
    class Refusing extends LocalFiles {
      override async rename(from: string, to: string): Promise<void> {
        if (isRefused(from, to)) throw new RemoteError("rename", to, 4, "Failure");
        return super.rename(from, to);
      }
    }
    await folder.run(version(1));
    await expect(folder.run(version(2), {}, new Halting())).rejects.toThrow("Failure");
    await expect(folder.run(version(2), {}, new Refusing())).rejects.toThrow("Failure");
    const { manifest } = await folder.run(version(2));
    expect(await readTree(folder.root)).toEqual(treeOf(version(2)));
    expect(manifest.generation).toBe(2);
    expect(await readdir(folder.state)).toEqual(["manifest"]);
  });
}

test("a page stays if the server moves it away, but then refuses the new page", async () => {
  class Halting extends LocalFiles {
    override async rename(from: string, to: string): Promise<void> {
      const isNew = to === join(folder.root, "index.html") && /\/[0-9a-f]{64}$/.test(from);
      if (isNew) throw new RemoteError("rename", to, 4, "Failure");
      return super.rename(from, to);
    }
  }
  const server = (files: LocalFiles) => new FaultyFiles(files, null, { announcesReplace: false });
  await folder.run(version(1), {}, server(new LocalFiles()));
  await expect(folder.run(version(2), {}, server(new Halting()))).rejects.toThrow("Failure");
  expect(await readTree(folder.root)).toEqual(treeOf(version(1)));
  await folder.run(version(2), {}, server(new LocalFiles()));
  expect(await readTree(folder.root)).toEqual(treeOf(version(2)));
});
