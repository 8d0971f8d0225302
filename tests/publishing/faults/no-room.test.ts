import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFileSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import { publishToFolder } from "#engine/publish/transports/folder/folder-target.ts";
import {
  buildSite,
  readTree,
  type SiteFiles,
  sampleSite,
  treeOf,
} from "#tests/support/publish/built-site.ts";
import { isRoot } from "#tests/support/servers/loopback-server.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { makeReadOnly } from "#tests/support/disks/read-only-folder.ts";
import { publishSite, yes } from "#tests/support/publish/sftp-publish.ts";
import { hasQuota, makeQuotaDisk, mountSmallDisk, type QuotaDisk } from "#tests/support/disks/small-disks.ts";

const rootTest = test.runIf(hasOpenSsh && isRoot);
const megabyte = 1024 * 1024;
let server: OpenSshServer;

beforeAll(async () => {
  if (hasOpenSsh) server = await startOpenSsh();
});
afterAll(() => server?.stop());
beforeEach(async () => {
  if (!hasOpenSsh) return;
  await server.emptyFolder(server.home);
  await server.emptyFolder(server.documentRoot);
});

/** Returns text that file systems cannot compress. */
const noise = (bytes: number): string => randomBytes(bytes / 2).toString("hex");

/** Expects that every file is completely the old or the new one. */
async function expectSound(directory: string, old: SiteFiles, fresh: SiteFiles): Promise<void> {
  const [before, after] = [treeOf(old), treeOf(fresh)];
  for (const [path, bytes] of Object.entries(await readTree(directory))) {
    expect([before[path], after[path]].includes(bytes), path).toBe(true);
  }
}

async function codeOf(publishing: Promise<unknown>): Promise<string> {
  const error = await publishing.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof AppError ? error.code : String(error);
}

test.runIf(hasQuota)(
  "an exhausted quota is reported as such, and files that were sent are not sent again",
  async () => {
    const disk: QuotaDisk = await makeQuotaDisk();
    try {
      disk.limit(6 * megabyte);
      const directory = join(disk.folder, "public_html");
      await server.emptyFolder(directory);
      await server.own(disk.folder);
      const target = server.target({ directory });
      const old = sampleSite(3);
      await publishSite(server, old, { target });
      const fresh: SiteFiles = {
        ...sampleSite(4, 2),
        ...Object.fromEntries([1, 2, 3, 4].map((number) => [`photo-${number}.bin`, noise(2 * megabyte)])),
      };
      for (let attempt = 0; attempt < 2; attempt += 1) {
        await expect(publishSite(server, fresh, { target })).rejects.toMatchObject({
          code: "publish.remoteQuota",
        });
        expect(await readTree(directory)).toEqual(treeOf(old));
      }
      // So little space is left that not even the lock can be written
      fillQuota(join(disk.folder, "filler"));
      await expect(publishSite(server, fresh, { target })).rejects.toMatchObject({
        code: "publish.remoteQuota",
      });
      disk.limit(100 * megabyte);
      const { result } = await publishSite(server, fresh, { target });
      expect(await readTree(directory)).toEqual(treeOf(fresh));
      const whole = Object.values(treeOf(fresh)).reduce((sum, text) => sum + text.length, 0);
      expect(result.bytes).toBeLessThan(whole - 2 * megabyte);
    } finally {
      await disk.remove();
    }
  },
);

/** Writes as much as a quota allows. */
function fillQuota(file: string): void {
  for (const size of [megabyte, 64 * 1024, 4096]) {
    try {
      for (;;) appendFileSync(file, randomBytes(size), { flush: true });
    } catch {
      // The disk has no room for this many bytes. The next size is smaller.
    }
  }
}

rootTest(
  "wherever a publish runs out of space, the site is consistent, and with space the next one finishes",
  async () => {
    const old = sampleSite(6);
    const fresh = { ...sampleSite(12, 2), "photo.bin": noise(400 * 1024) };
    const seen = new Set<string>();
    for (const left of [0, 4, 8, 16, 32, 48, 64, 96, 128, 256, 384, 448, 464, 480, 512]) {
      const disk = await mountSmallDisk(join(server.home, "disk"), 3 * megabyte);
      try {
        const directory = join(disk.folder, "public_html");
        await server.emptyFolder(directory);
        const target = server.target({ directory });
        await publishSite(server, old, { target });
        const filler = join(disk.folder, "filler");
        fillUp(filler, left * 1024);
        const code = await codeOf(publishSite(server, fresh, { target }));
        seen.add(code);
        expect(["publish.remoteDiskFull", "null"], `${left} KB left`).toContain(code);
        await expectSound(directory, old, fresh);
        await rm(filler);
        await publishSite(server, fresh, { target });
        expect(await readTree(directory), `${left} KB left`).toEqual(treeOf(fresh));
        // The attempts leave no files behind
        expect(await readTree(join(disk.folder, ".hitofude"), /manifest$|\.htaccess$/)).toEqual({});
      } finally {
        disk.unmount();
      }
    }
    expect([...seen].sort()).toEqual(["null", "publish.remoteDiskFull"]);
  },
);

/** Fills a disk up to this number of bytes. */
function fillUp(filler: string, left: number): void {
  const folder = join(filler, "..");
  const free = execFileSync("stat", ["-f", "-c", "%a %S", folder], { encoding: "utf8" })
    .split(" ")
    .map(Number);
  const bytes = (free[0] ?? 0) * (free[1] ?? 0) - left;
  writeFileSync(filler, Buffer.alloc(Math.max(bytes, 0)));
}

rootTest("a disk on which no more files can be created is reported as full", async () => {
  const disk = await mountSmallDisk(join(server.home, "disk"), 20 * megabyte, 60);
  try {
    const directory = join(disk.folder, "public_html");
    await server.emptyFolder(directory);
    const target = server.target({ directory });
    await publishSite(server, sampleSite(3), { target });
    const fillers = Array.from({ length: 60 }, (_, index) => join(disk.folder, `filler-${index}`));
    for (const filler of fillers) await writeFile(filler, "").catch(() => undefined);
    expect(await codeOf(publishSite(server, sampleSite(8, 2), { target }))).toBe("publish.remoteDiskFull");
    expect(await readTree(directory)).toEqual(treeOf(sampleSite(3)));
    for (const filler of fillers) await rm(filler, { force: true });
    await publishSite(server, sampleSite(8, 2), { target });
    expect(await readTree(directory)).toEqual(treeOf(sampleSite(8, 2)));
  } finally {
    disk.unmount();
  }
});

let writable: (() => void) | null = null;
afterEach(() => {
  writable?.();
  writable = null;
});

rootTest(
  "a disk that became read-only is reported with its folder, and the site stays consistent",
  async () => {
    await publishSite(server, sampleSite(3));
    writable = makeReadOnly(server.home);
    await expect(publishSite(server, sampleSite(4, 2))).rejects.toMatchObject({
      code: "publish.directoryDenied",
      values: { directory: expect.stringContaining(server.home) },
    });
    expect(await readTree(server.documentRoot)).toEqual(treeOf(sampleSite(3)));
    writable();
    await publishSite(server, sampleSite(4, 2));
    expect(await readTree(server.documentRoot)).toEqual(treeOf(sampleSite(4, 2)));
  },
);

for (const [place, path, expected] of [
  // With a file in its place, the state folder is created inside the document root
  ["where the state shall lie", ".hitofude", "null"],
  ["in the place of a folder of the site", "public_html/hitokoto", "publish.fileInTheWay"],
  ["in the place of the document root", "public_html", "publish.directoryMissing"],
] as const) {
  rootTest(`a file ${place} stays as it is, and the publish succeeds after the file is removed`, async () => {
    const file = join(server.home, path);
    await rm(file, { recursive: true, force: true });
    await writeFile(file, "theirs");
    await server.own(file);
    expect(await codeOf(publishSite(server, sampleSite(3)))).toBe(expected);
    expect(await readFile(file, "utf8")).toBe("theirs");
    await rm(file);
    await server.emptyFolder(server.documentRoot);
    await publishSite(server, sampleSite(3));
    expect(await readTree(server.documentRoot)).toEqual(treeOf(sampleSite(3)));
  });
}

test.runIf(isRoot)(
  "a folder target on a full disk is named, stays consistent, and is finished later",
  async () => {
    const place = await mkdtemp(join(tmpdir(), "hitofude-full-"));
    const disk = await mountSmallDisk(join(place, "disk"), 3 * megabyte);
    try {
      const directory = join(disk.folder, "public_html");
      await mkdir(directory);
      const publish = async (site: SiteFiles) =>
        publishToFolder({
          name: "live",
          input: await buildSite(join(place, "build"), site),
          ask: yes,
          client: { user: "author", computer: "desk" },
          review: false,
          program: "test",
          target: { kind: "folder", directory, url: "" },
        });
      const old = sampleSite(6);
      const fresh = { ...sampleSite(12, 2), "photo.bin": noise(400 * 1024) };
      await publish(old);
      fillUp(join(disk.folder, "filler"), 64 * 1024);
      const error = await publish(fresh).catch((reason: unknown) => reason);
      // The error names the file of the site, not the file that is sent in its place.
      expect(error).toMatchObject({ code: "publish.remoteDiskFull" });
      expect(Object.keys(fresh)).toContain(error instanceof AppError && error.values.path);
      await expectSound(directory, old, fresh);
      await rm(join(disk.folder, "filler"));
      await publish(fresh);
      expect(await readTree(directory)).toEqual(treeOf(fresh));
    } finally {
      disk.unmount();
      await rm(place, { recursive: true });
    }
  },
);
