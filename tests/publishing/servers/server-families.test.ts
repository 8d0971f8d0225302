import { execFileSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { openSession } from "#engine/publish/transports/sftp/open-session.ts";
import type { SftpSession } from "#engine/publish/transports/sftp/sftp-session.ts";
import { readTree, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { FaultPoints, triesAllFaults } from "#tests/support/publish/fault-ledger.ts";
import { openFaultSite } from "#tests/support/publish/fault-site.ts";
import { type Fault, FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import { noise } from "#tests/support/noise.ts";
import { isRoot } from "#tests/support/servers/loopback-server.ts";
import { hasOpenSsh, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import {
  hasDropbear,
  hasProftpd,
  type OtherServer,
  startDropbear,
  startProftpd,
} from "#tests/support/servers/other-servers.ts";
import { noSecrets, publishSite, yes } from "#tests/support/publish/sftp-publish.ts";

interface Family {
  readonly name: string;
  readonly isHere: boolean;
  readonly start: () => Promise<OtherServer>;
  /** Returns the server's name for the folder of its user. */
  readonly rootSeen?: (server: OtherServer) => string;
  /** Expected announcement of the server, which distinguishes the families. */
  readonly replaces: boolean;
  readonly inOrder: boolean;
}

const usual = { isHere: hasOpenSsh, replaces: true, inOrder: true };

const families: readonly Family[] = [
  { ...usual, name: "OpenSSH, internal-sftp", start: () => startOpenSsh() },
  {
    ...usual,
    name: "OpenSSH with umask 077",
    start: () => startOpenSsh([], { sftp: "internal-sftp -u 077" }),
  },
  {
    ...usual,
    replaces: false,
    name: "OpenSSH that keeps posix-rename, statvfs and limits to itself",
    start: () => startOpenSsh([], { sftp: "internal-sftp -P posix-rename,statvfs,limits" }),
  },
  { ...usual, name: "OpenSSH, MaxSessions 1", start: () => startOpenSsh(["MaxSessions 1", "MaxStartups 1"]) },
  {
    ...usual,
    name: "OpenSSH, ChrootDirectory",
    isHere: hasOpenSsh && isRoot,
    start: () => startOpenSsh([], { chroot: true }),
    rootSeen: () => "/public_html",
  },
  { ...usual, name: "OpenSSH, new keys after every 64 KB", start: () => startOpenSsh(["RekeyLimit 64K"]) },
  {
    name: "Dropbear",
    isHere: hasDropbear,
    replaces: true,
    inOrder: false,
    start: startDropbear,
  },
  { name: "ProFTPD", isHere: hasProftpd, replaces: true, inOrder: true, start: () => startProftpd() },
];

for (const family of families) {
  test.runIf(family.isHere)(
    `${family.name}: publishes, publishes again, and recovers after cuts`,
    async () => {
      const server = await family.start();
      try {
        await publishTwice(server, family);
        await turn(server, family);
        await breakOff(server, family);
      } finally {
        await server.stop();
      }
    },
  );
}

async function publishTwice(server: OtherServer, { rootSeen }: Family): Promise<void> {
  const directory = rootSeen?.(server) ?? server.documentRoot;
  const target = server.target({ directory });
  const film = { "media/film.png": noise(1_200_000, 1) };
  const first = { ...sampleSite(30), ...film, "一言/空 白.html": "ひとこと" };
  const second = { ...sampleSite(20, 2), ...film };
  await publishSite(server, first, { target });
  expect(await readTree(server.documentRoot)).toEqual(treeOf(first));
  const mode = execFileSync("stat", ["-c", "%a", join(server.documentRoot, "index.html")], {
    encoding: "utf8",
  });
  expect(mode.trim()).toBe("644");
  const { result } = await publishSite(server, second, { target });
  expect(result).toMatchObject({ removed: 11 });
  expect(await readTree(server.documentRoot)).toEqual(treeOf(second));
  expect((await publishSite(server, second, { target })).result).toMatchObject({ uploaded: 0, bytes: 0 });
  // One name of 257 bytes, and 2,000 short ones above a page
  for (const path of [`${"あ".repeat(84)}.html`, `${"a/".repeat(2100)}b.html`]) {
    await expect(publishSite(server, { ...first, [path]: "long" }, { target })).rejects.toMatchObject({
      code: "publish.nameTooLong",
      values: { path },
    });
  }
  expect(await readTree(server.documentRoot)).toEqual(treeOf(second));
}

/** Turns a folder into a file and a file into a folder, and back. */
async function turn(server: OtherServer, { rootSeen }: Family): Promise<void> {
  const target = server.target({ directory: rootSeen?.(server) ?? server.documentRoot });
  const written = {
    ...sampleSite(1),
    "post/a": "a file",
    "news/index.html": "pages",
    "news/old/a.html": "old",
  };
  const turned = {
    ...sampleSite(1, 2),
    "post/a/index.html": "a folder",
    "post/a/b/c.html": "more",
    news: "a file",
  };
  for (const site of [written, turned, written]) {
    await publishSite(server, site, { target });
    expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
  }
}

/** Breaks the connection at operations throughout a publish, each time with a new site. */
async function breakOff(server: OtherServer, family: Family): Promise<void> {
  const directory = family.rootSeen?.(server);
  const { home, emptyFolder, own, knownHostsFile } = server;
  const target = server.target();
  const site = await openFaultSite({ home, emptyFolder, own, ...(directory ? { seenAs: directory } : {}) });
  const points = new FaultPoints(inject("faultLedger"), "SFTP", `connection ends, ${family.name}`);
  const connected = async <T>(work: (session: SftpSession) => Promise<T>): Promise<T> => {
    const session = await openSession({ target, knownHostsFile, secrets: noSecrets, ask: yes });
    return work(session).finally(() => session.end());
  };
  const step = triesAllFaults ? 1 : 23;
  try {
    for (let at = 2, isOver = false; !isOver && points.problems.length < 3; at += step) {
      await points.try(`operation ${at}`, async () => {
        await site.begin((publishBefore) => connected(publishBefore));
        await connected(async (session) => {
          const { renameOver, ordered } = session.capabilities;
          expect([renameOver, ordered]).toEqual([family.replaces, family.inOrder]);
          const fault: Fault = { at, kind: at % 2 === 0 ? "after" : "before" };
          const files = new FaultyFiles(session, fault);
          await site.publishAfter(files).catch((error: unknown) => expect(error).toBeInstanceOf(Error));
          isOver = files.count < at;
          session.abandon();
        });
        await site.expectWhole(!family.replaces);
        await connected((session) => site.publishAfter(session));
        await site.expectFinished();
        await connected((session) => site.publishAnother(session));
      });
    }
    expect(points.problems).toEqual([]);
    expect(points.tried).toBeGreaterThan(3);
  } finally {
    await site.remove();
    await rm(knownHostsFile, { force: true });
  }
}
