import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { PublishProgress } from "#contract/types/publish-run-types.ts";
import { readTree, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { publishSite } from "#tests/support/publish/sftp-publish.ts";
import { readContinuously } from "#tests/support/blogs/site-reader.ts";

let server: OpenSshServer;
const sshTest = test.runIf(hasOpenSsh);

beforeAll(async () => {
  if (hasOpenSsh) server = await startOpenSsh();
});
afterAll(() => server?.stop());
beforeEach(async () => {
  if (!hasOpenSsh) return;
  await server.emptyFolder(server.home);
  await server.emptyFolder(server.documentRoot);
});

sshTest("publishes 60 files with their modes, then only the changed ones", async () => {
  const site = sampleSite(55);
  const first = await publishSite(server, site);
  expect(first.result).toMatchObject({ uploaded: 60, removed: 0, notes: [] });
  expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
  const { mode } = await stat(join(server.documentRoot, "hitokoto/20220007.html"));
  expect(mode & 0o777).toBe(0o644);

  const { "hitokoto/20220009.html": _removed, ...rest } = site;
  const changed = {
    ...rest,
    "index.html": "new front",
    "feed.xml": "new feed",
    "hitokoto/20220003.html": "new post",
  };
  await writeFile(join(server.documentRoot, "counter.cgi"), "theirs");
  const reader = readContinuously(server.documentRoot, site, changed);
  const second = await publishSite(server, changed);
  const { wrong, reads } = await reader.stop();
  expect(wrong).toEqual([]);
  expect(reads).toBeGreaterThan(100);
  expect(second.result).toMatchObject({ uploaded: 3, removed: 1 });
  expect(second.generation).toBe(2);
  expect(await readTree(server.documentRoot)).toEqual({ ...treeOf(changed), "counter.cgi": "theirs" });

  const third = await publishSite(server, changed);
  expect(third.result).toMatchObject({ uploaded: 0, removed: 0, bytes: 0 });
});

sshTest("a large file among names with spaces, symbols and Japanese arrives complete", async () => {
  const big = Buffer.alloc(6_000_000);
  for (let index = 0; index < big.length; index += 1) big[index] = (index * 7 + (index >> 8)) & 255;
  const site = {
    "media/動画 1.bin": big,
    "一言/100% #1 か?.html": "ひとこと",
    "empty.txt": "",
  };
  const progress: PublishProgress[] = [];
  await publishSite(server, site, { onProgress: (one) => progress.push(one) });
  expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
  const stages = [...new Set(progress.map(({ stage }) => stage))];
  expect(stages).toEqual(["connect", "plan", "upload", "commit", "verify", "delete", "done"]);
});

sshTest("only the manifest and its deny rule are left on the server", async () => {
  await publishSite(server, sampleSite(3));
  const state = join(server.home, ".hitofude");
  expect((await readdir(state, { recursive: true })).sort()).toEqual([
    ".htaccess",
    "b3f0c1d2-test-blog",
    "b3f0c1d2-test-blog/public_html",
    "b3f0c1d2-test-blog/public_html/manifest",
  ]);
});

sshTest("a conflict stops the publish unless the author accepts", async () => {
  await publishSite(server, sampleSite(2));
  await writeFile(join(server.documentRoot, "index.html"), "edited on the server");
  const site = sampleSite(2, 2);
  const no = async () => ({ accept: false, answers: [], remember: false });
  await expect(publishSite(server, site, { ask: no })).rejects.toMatchObject({
    code: "publish.conflicts",
    values: { count: 1 },
  });
  expect((await readTree(server.documentRoot))["index.html"]).toBe("edited on the server");
  await publishSite(server, site);
  expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
});

sshTest("the public URL is checked, and a problem with it becomes a note", async () => {
  const web = createServer((request, response) => {
    const name = decodeURIComponent(request.url ?? "");
    if (name.endsWith("feed.xml")) response.end("an older copy");
    else void readTree(server.documentRoot).then((tree) => response.end(tree[name.slice(1)], "latin1"));
  });
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  const address = web.address();
  const port = typeof address === "object" ? address?.port : 0;
  const url = `http://127.0.0.1:${port}/`;
  try {
    const { result } = await publishSite(server, sampleSite(2), { target: server.target({ url }) });
    expect(result.notes).toEqual([
      { code: "verify.differs", values: { url: `${url}feed.xml`, status: 200 } },
    ]);
  } finally {
    web.close();
  }
  const again = await publishSite(server, sampleSite(2, 2), { target: server.target({ url }) });
  expect(again.result.notes).toMatchObject([{ code: "verify.unreachable" }]);
});

sshTest("a missing document root is reported, and no other is created", async () => {
  const directory = join(server.home, "not-there");
  await expect(
    publishSite(server, sampleSite(1), { target: server.target({ directory }) }),
  ).rejects.toMatchObject({
    code: "publish.directoryMissing",
    values: { directory },
  });
  await rm(server.documentRoot, { recursive: true });
  await expect(publishSite(server, sampleSite(1))).rejects.toMatchObject({
    code: "publish.directoryMissing",
  });
  expect(await readdir(server.home)).toEqual([]);
});

for (const mode of [undefined, "swap"] as const) {
  sshTest(
    `a host that inserts no parts is recorded on the server, with the mode ${mode ?? "in place"}`,
    async () => {
      const raw = createServer(async (request, response) => {
        response.end(await readFile(join(server.documentRoot, request.url ?? "")).catch(() => ""));
      });
      await new Promise<void>((resolve) => raw.listen(0, "127.0.0.1", resolve));
      const url = `http://127.0.0.1:${(raw.address() as AddressInfo).port}/`;
      const target = server.target({ url, ...(mode ? { mode } : {}) });
      const site = {
        "parts/header.html": "menu",
        "index.html": '<!--#include virtual="/parts/header.html" -->',
      };
      try {
        const first = await publishSite(server, site, { target, hostInclude: "ssi" });
        expect(first.result.notes).toMatchObject([{ code: "verify.notIncluded" }]);
        // Another computer, which does not know how the host includes parts, reads the corrected record.
        const changed = { ...site, "index.html": "menu by script" };
        const next = await publishSite(server, changed, { target, hostInclude: "unknown" });
        expect(next.outcome.before?.traits.include).toBe("script");
        expect(next.outcome.before?.generation).toBe(first.generation);
        expect(next.result).toMatchObject({ uploaded: 1, notes: [] });
      } finally {
        raw.closeAllConnections();
        raw.close();
      }
    },
  );
}
