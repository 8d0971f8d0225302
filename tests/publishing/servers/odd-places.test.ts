import { execFileSync } from "node:child_process";
import { mkdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readTree, type SiteFiles, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { noise } from "#tests/support/noise.ts";
import { isRoot } from "#tests/support/servers/loopback-server.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { makeReadOnly } from "#tests/support/disks/read-only-folder.ts";
import { publishSite } from "#tests/support/publish/sftp-publish.ts";
import { startTcpProxy } from "#tests/support/servers/tcp-proxy.ts";

let server: OpenSshServer;
const sshTest = test.runIf(hasOpenSsh);
// Includes incompressible data: connections are cut after a number of bytes on the line
const site: SiteFiles = { ...sampleSite(4), "media/photo.png": noise(100_000, 1) };
const next: SiteFiles = { ...sampleSite(5, 2), "media/photo.png": noise(100_000, 2) };

beforeAll(async () => {
  if (hasOpenSsh) server = await startOpenSsh();
});
afterAll(() => server?.stop());
beforeEach(async () => {
  if (!hasOpenSsh) return;
  await server.emptyFolder(server.home);
  await server.emptyFolder(server.documentRoot);
});

sshTest("a document root that is a symbolic link is followed and stays a link", async () => {
  const real = join(server.home, "releases", "site");
  await server.emptyFolder(real);
  await rm(server.documentRoot, { recursive: true });
  await symlink(real, server.documentRoot);
  await server.own(join(server.home, "releases"));
  await publishSite(server, site);
  await publishSite(server, next);
  expect(await readTree(real)).toEqual(treeOf(next));
  expect(execFileSync("readlink", [server.documentRoot], { encoding: "utf8" }).trim()).toBe(real);
});

sshTest("a file where a directory should be is not changed, and is named", async () => {
  await writeFile(join(server.documentRoot, "hitokoto"), "a file of theirs");
  await server.own(server.documentRoot);
  await expect(publishSite(server, site)).rejects.toMatchObject({
    code: "publish.fileInTheWay",
    values: { path: join(server.documentRoot, "hitokoto") },
  });
  expect(await readTree(server.documentRoot)).toEqual({ hitokoto: "a file of theirs" });
  await rm(join(server.documentRoot, "hitokoto"));
  await publishSite(server, site);
  expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
});

sshTest("a directory where a file should be is not changed, and is named", async () => {
  await publishSite(server, site);
  await rm(join(server.documentRoot, "feed.xml"));
  await mkdir(join(server.documentRoot, "feed.xml"));
  await writeFile(join(server.documentRoot, "feed.xml", "theirs"), "theirs");
  await expect(publishSite(server, next)).rejects.toMatchObject({
    code: "publish.folderInTheWay",
    values: { path: join(server.documentRoot, "feed.xml") },
  });
  expect(await readFile(join(server.documentRoot, "feed.xml", "theirs"), "utf8")).toBe("theirs");
  await rename(join(server.documentRoot, "feed.xml"), join(server.documentRoot, "feed.old"));
  await publishSite(server, next);
  expect(await readTree(server.documentRoot)).toEqual({ ...treeOf(next), "feed.old/theirs": "theirs" });
});

test.runIf(hasOpenSsh && isRoot)(
  "a folder that became read-only is named, and the publish finishes when it is writable",
  async () => {
    await publishSite(server, site);
    const writable = makeReadOnly(join(server.documentRoot, "hitokoto"));
    try {
      await expect(publishSite(server, next)).rejects.toMatchObject({
        code: expect.stringMatching(/^publish\.(directoryDenied|remoteFailed)$/),
      });
      const [live, old, fresh] = [await readTree(server.documentRoot), treeOf(site), treeOf(next)];
      for (const [path, bytes] of Object.entries(live))
        expect([old[path], fresh[path]], path).toContain(bytes);
    } finally {
      writable();
    }
    await publishSite(server, next);
    expect(await readTree(server.documentRoot)).toEqual(treeOf(next));
  },
);

for (const [name, reset] of [
  ["RST", true],
  ["FIN", false],
] as const) {
  sshTest(
    `a connection that ends with ${name} is reported as lost, and the site stays consistent`,
    async () => {
      const proxy = await startTcpProxy(server.port, reset);
      try {
        const target = server.target({ port: proxy.port });
        for (const bytes of [0, 500, 4000, 30_000, 80_000]) {
          proxy.cutAfter(bytes);
          await expect(publishSite(server, site, { target })).rejects.toMatchObject({
            code: bytes === 0 ? "publish.closedAtOnce" : "publish.connectionLost",
          });
          proxy.mend();
        }
        await publishSite(server, site, { target });
        expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
      } finally {
        await proxy.stop();
      }
    },
  );
}

sshTest("the author can cancel a publish to a server that stops answering", async () => {
  await publishSite(server, site);
  const proxy = await startTcpProxy(server.port);
  const controller = new AbortController();
  try {
    const target = server.target({ port: proxy.port });
    proxy.holdAfter(9000);
    setTimeout(() => controller.abort(), 2000);
    await expect(publishSite(server, next, { target, signal: controller.signal })).rejects.toBeInstanceOf(
      Error,
    );
    expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
  } finally {
    await proxy.stop();
  }
  await publishSite(server, next);
  expect(await readTree(server.documentRoot)).toEqual(treeOf(next));
});
