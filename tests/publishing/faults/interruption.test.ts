import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import type { PublishProgress } from "#contract/types/publish-run-types.ts";
import { maxBytesInFlight } from "#engine/publish/base/byte-window.ts";
import { systemClock } from "#engine/publish/lock/lock-clock.ts";
import {
  buildSite,
  readTree,
  type SiteFiles,
  sampleSite,
  treeOf,
} from "#tests/support/publish/built-site.ts";
import { noise } from "#tests/support/noise.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { makeOnce } from "#tests/support/publish/fault-site.ts";
import { publishSite } from "#tests/support/publish/sftp-publish.ts";
import { readContinuously } from "#tests/support/blogs/site-reader.ts";
import { startTcpProxy, type TcpProxy } from "#tests/support/servers/tcp-proxy.ts";

let server: OpenSshServer;
let proxy: TcpProxy;
const sshTest = test.runIf(hasOpenSsh);
const before: SiteFiles = { ...sampleSite(12), "gone/away.html": "soon gone" };
const after: SiteFiles = { ...sampleSite(14, 2), "theme/style.css": "body { color: #111 }" };

beforeAll(async () => {
  if (!hasOpenSsh) return;
  server = await startOpenSsh();
  proxy = await startTcpProxy(server.port);
});
afterAll(async () => {
  await proxy?.stop();
  await server?.stop();
});
beforeEach(async () => {
  if (hasOpenSsh) await emptyServer();
});

async function emptyServer(): Promise<void> {
  proxy.mend();
  await server.emptyFolder(server.home);
  await server.emptyFolder(server.documentRoot);
}

/** Makes a server on which `before` is live. */
async function beginWithBefore(): Promise<void> {
  proxy.mend();
  await makeOnce(server.home, join(server.home, "..", "home-with-before"), async () => {
    await emptyServer();
    await publishSite(server, before);
  });
}

function stateFolder(): string {
  return join(server.home, ".hitofude", "b3f0c1d2-test-blog", "public_html");
}

/**
 * Returns the number of bytes that a client sends for the second publish.
 * Counts from the first to the last byte of the connection.
 */
async function bytesOfSecondPublish(): Promise<number> {
  const target = server.target({ port: proxy.port });
  await publishSite(server, before, { target });
  const start = proxy.sent;
  await publishSite(server, after, { target });
  return proxy.sent - start;
}

sshTest("a cut at any point leaves each file complete, and the next publish finishes", async () => {
  const total = await bytesOfSecondPublish();
  const points = 30;
  let cut = 0;
  for (let point = 1; point <= points; point += 1) {
    await beginWithBefore();
    const target = server.target({ port: proxy.port });
    const reader = readContinuously(server.documentRoot, before, after);
    proxy.cutAfter(Math.floor((total * point) / (points + 1)));
    const error = await publishSite(server, after, { target }).catch((thrown: unknown) => thrown);
    const seen = await reader.stop();
    expect(seen.wrong).toEqual([]);
    if (error instanceof AppError) {
      cut += 1;
      expect(error.code).toBe("publish.connectionLost");
    }
    proxy.mend();
    await publishSite(server, after, { target });
    expect(await readTree(server.documentRoot)).toEqual(treeOf(after));
  }
  expect(cut).toBeGreaterThanOrEqual(25);
});

sshTest("files that were sent before the cut are not sent again", async () => {
  const target = server.target({ port: proxy.port });
  const site = {
    ...sampleSite(3),
    "media/a.bin": noise(2_000_000, 1),
    "media/b.bin": noise(2_000_000, 2),
  };
  proxy.cutAfter(3_200_000);
  await expect(publishSite(server, site, { target })).rejects.toMatchObject({
    code: "publish.connectionLost",
  });
  proxy.mend();
  const { result } = await publishSite(server, site, { target });
  expect(result.bytes).toBeLessThan(4_100_000);
  expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
});

sshTest(
  "of many large files and a very large one, little more than the data in transit is sent twice",
  async () => {
    const target = server.target({ port: proxy.port });
    const photos = Array.from({ length: 8 }, (_, number) => [
      `media/photo-${number}.png`,
      noise(1_500_000, number + 1),
    ]);
    const film = noise(24_000_000, 99);
    const site: SiteFiles = { ...sampleSite(3), ...Object.fromEntries(photos), "media/film.bin": film };
    const total = Object.values(site).reduce((sum, content) => sum + Buffer.from(content).length, 0);
    for (const point of [9_000_000, 20_000_000, 34_000_000]) {
      await emptyServer();
      proxy.cutAfter(point);
      await expect(publishSite(server, site, { target })).rejects.toMatchObject({
        code: "publish.connectionLost",
      });
      proxy.mend();
      const { result } = await publishSite(server, site, { target });
      expect(point + result.bytes - total).toBeLessThan(maxBytesInFlight + 500_000);
      expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
    }
  },
);

sshTest(
  "with many small and large files on two channels, the next publish finishes after a cut anywhere",
  async () => {
    const target = server.target({ port: proxy.port });
    const photos = Array.from({ length: 4 }, (_, number) => [
      `media/${number}.png`,
      noise(2_000_000, number + 1),
    ]);
    const site: SiteFiles = { ...sampleSite(400), ...Object.fromEntries(photos) };
    const start = proxy.sent;
    await publishSite(server, site, { target });
    const total = proxy.sent - start;
    for (let point = 1; point <= 12; point += 1) {
      await emptyServer();
      proxy.cutAfter(Math.floor((total * point) / 13));
      await publishSite(server, site, { target }).catch((error: unknown) =>
        expect(error).toMatchObject({ code: "publish.connectionLost" }),
      );
      proxy.mend();
      await publishSite(server, site, { target });
      expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
      expect(await readdir(stateFolder())).toEqual(["manifest"]);
    }
  },
);

sshTest("a cancelled publish changes nothing, releases the lock, and is resumed", async () => {
  await publishSite(server, before);
  const controller = new AbortController();
  const onProgress = (progress: PublishProgress): void => {
    if (progress.stage === "upload") controller.abort();
  };
  await expect(publishSite(server, after, { signal: controller.signal, onProgress })).rejects.toMatchObject({
    code: "call.cancelled",
  });
  expect(await readTree(server.documentRoot)).toEqual(treeOf(before));
  expect(await readdir(stateFolder())).not.toContain("lock");
  await publishSite(server, after);
  expect(await readTree(server.documentRoot)).toEqual(treeOf(after));
});

sshTest("cancelling before the connection is established ends at once", async () => {
  const signal = AbortSignal.abort();
  await expect(publishSite(server, after, { signal })).rejects.toMatchObject({ code: "call.cancelled" });
});

sshTest("a lock with a live heartbeat is respected; one without is taken over", async () => {
  await publishSite(server, before);
  const lock = join(stateFolder(), "lock");
  await mkdir(lock);
  await mkdir(lock, { recursive: true });
  const record = { user: "somebody", computer: "elsewhere", process: 1, since: "2024-05-06T07:08:09.000Z" };
  let beat = 0;
  // Replaces the file in one step, so that a reader on a busy machine never finds it empty.
  const write = async () => {
    await writeFile(join(server.home, "beat"), JSON.stringify({ ...record, beat: String(beat++) }));
    await rename(join(server.home, "beat"), join(lock, "abc"));
  };
  let writing = write();
  await writing;
  const heart = setInterval(() => {
    writing = writing.then(write);
  }, 300);
  try {
    await expect(publishSite(server, after, { lockTimeoutMs: 4000 })).rejects.toMatchObject({
      code: "publish.locked",
      values: { owner: "somebody (elsewhere)", since: record.since },
    });
    expect(await readTree(server.documentRoot)).toEqual(treeOf(before));
  } finally {
    clearInterval(heart);
    await writing;
  }
  // The test's own user created the folders; the server's user must be able to remove them.
  await server.own(lock);
  await publishSite(server, after, { lockTimeoutMs: 1500 });
  expect(await readTree(server.documentRoot)).toEqual(treeOf(after));
  expect((await readdir(stateFolder())).sort()).toEqual(["manifest"]);
});

sshTest("a client that lost its lock while it slept changes nothing more", async () => {
  await publishSite(server, before);
  const other: SiteFiles = { ...before, "index.html": "by the other one" };
  const beforeCommit = async () => {
    // Another computer considered the lock abandoned and published in the meantime.
    const names = await readdir(join(stateFolder(), "lock"));
    for (const name of names) {
      await writeFile(
        join(stateFolder(), "lock", name),
        JSON.stringify({ user: "x", computer: "y", process: 1, since: "?", beat: "0" }),
      );
    }
    await publishSite(server, other, { lockTimeoutMs: 1000 });
    return {};
  };
  // The heartbeat of the sleeping client stands still, however long the other client takes.
  const lockClock = { ...systemClock, every: () => () => undefined };
  await expect(publishSite(server, after, { beforeCommit, lockClock })).rejects.toBeInstanceOf(AppError);
  expect(await readTree(server.documentRoot)).toEqual(treeOf(other));
  await publishSite(server, after);
  expect(await readTree(server.documentRoot)).toEqual(treeOf(after));
});

sshTest(
  "after a client is killed at any point, each file is complete, and another client finishes",
  async () => {
    const program = fileURLToPath(new URL("../../support/publish/publish-child.ts", import.meta.url));
    const input = await buildSite(await mkdtemp(join(tmpdir(), "hitofude-kill-")), after);
    for (let round = 0; round < 8; round += 1) {
      await beginWithBefore();
      const reader = readContinuously(server.documentRoot, before, after);
      const options = { input, target: server.target(), knownHostsFile: server.knownHostsFile };
      const child = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: "ignore" });
      const ended = new Promise((resolve) => child.once("exit", resolve));
      const started = await appears(join(stateFolder(), "lock"), ended);
      if (started) await wait(round * 12);
      child.kill("SIGKILL");
      await ended;
      expect((await reader.stop()).wrong).toEqual([]);
      await publishSite(server, after);
      expect(await readTree(server.documentRoot)).toEqual(treeOf(after));
    }
  },
);

/** Waits until a path exists. False if `ended` resolves first. */
async function appears(path: string, ended: Promise<unknown>): Promise<boolean> {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  while (!isOver) {
    const names = await readdir(path).catch(() => null);
    if (names) return true;
    await wait(2);
  }
  return false;
}
