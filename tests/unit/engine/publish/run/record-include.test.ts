import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockRecord, newNonce } from "#engine/publish/lock/lock-record.ts";
import { recordInclude } from "#engine/publish/run/record-include.ts";
import { readManifest } from "#engine/publish/state/manifest-file.ts";
import type { Manifest } from "#engine/publish/state/manifest.ts";
import type { RemoteFiles } from "#engine/publish/base/remote-files.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { readTree, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { triesAllFaults } from "#tests/support/publish/fault-ledger.ts";
import { type Fault, FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import { type FolderSite, openFolderSite } from "#tests/support/publish/folder-site.ts";

let folder: FolderSite;
beforeEach(async () => {
  folder = await openFolderSite();
});
afterEach(() => folder.remove());

const site = sampleSite(2);
const version = (number: number) => ({ ...site, "index.html": `<h1>${number}</h1>` });
const files = new LocalFiles();

const record = (published: Manifest, through: RemoteFiles = files): Promise<void> => {
  const input = { blogId: published.blogId, files: [], posts: {} };
  const client = { user: "author", computer: "desk" };
  return recordInclude(through, { directory: folder.root, input, client }, published, "script");
};
const onServer = async (): Promise<Manifest | null> => (await readManifest(files, folder.state)).manifest;

test("the record changes the trait alone, and the next publish keeps it", async () => {
  const { manifest } = await folder.run(site, { hostInclude: "ssi" });
  expect((await onServer())?.traits.include).toBe("ssi");
  await record(manifest);
  expect(await onServer()).toEqual({ ...manifest, traits: { ...manifest.traits, include: "script" } });
  expect(await readdir(folder.state)).toEqual(["manifest"]);
  expect(await readTree(folder.root)).toEqual(treeOf(site));
  await folder.run(version(1), { hostInclude: "unknown" });
  expect((await onServer())?.traits.include).toBe("script");
});

test("nothing is recorded while another client publishes, or after it has published", async () => {
  const { manifest } = await folder.run(site, { hostInclude: "ssi" });
  const owner = { user: "friend", computer: "laptop" };
  const [lock, nonce] = [join(folder.state, "lock"), newNonce(owner)];
  await mkdir(lock);
  await writeFile(join(lock, nonce), lockRecord(owner, new Date().toISOString(), 0));
  await record(manifest);
  expect(await onServer()).toEqual(manifest);
  expect(await readdir(folder.state)).toEqual(["lock", "manifest"]);
  expect(await readdir(lock)).toEqual([nonce]);
  const { manifest: next } = await folder.run(version(1), { hostInclude: "ssi" });
  await record(manifest);
  expect(await onServer()).toEqual(next);
});

const ways = [
  { name: "with posix-rename", announcesReplace: true, inOrder: true },
  { name: "without posix-rename", announcesReplace: false, inOrder: false },
];
const kinds: readonly Omit<Fault, "at">[] = [{ kind: "before" }, { kind: "after" }, { kind: "refuse" }];

for (const { name, ...server } of ways) {
  test(`a record that is cut at any request leaves a whole manifest: ${name}`, async () => {
    let [at, number, recorded] = [0, 0, 0];
    for (let isCut = true; isCut; ) {
      at += 1;
      // Without HITOFUDE_FAULTS=all, the kinds take turns.
      for (const kind of kinds.filter((_, index) => triesAllFaults || index === at % kinds.length)) {
        number += 1;
        const whole = new FaultyFiles(files, null, server);
        const { manifest } = await folder.run(version(number), { hostInclude: "ssi" }, whole);
        const cut = new FaultyFiles(files, { ...kind, at }, server);
        await record(manifest, cut);
        isCut = cut.count >= at;
        const { traits, ...rest } = (await onServer()) ?? manifest;
        expect({ ...rest, traits: { ...traits, include: "ssi" } }, `${kind.kind} ${at}`).toEqual(manifest);
        recorded += traits.include === "script" ? 1 : 0;
        const again = new FaultyFiles(files, null, server);
        const next = await folder.run(version(-number), { hostInclude: traits.include ?? "unknown" }, again);
        expect(next, `${kind.kind} ${at}`).toMatchObject({ problem: null, manifest: { traits } });
        const left = (await readdir(folder.state)).filter((entry) => !entry.startsWith("manifest"));
        expect(left, `${kind.kind} ${at}`).toEqual([]);
      }
    }
    expect(recorded).toBeGreaterThan(2);
    expect(at).toBeGreaterThan(15);
    expect(await readTree(folder.root)).toEqual(treeOf(version(-number)));
  });
}
