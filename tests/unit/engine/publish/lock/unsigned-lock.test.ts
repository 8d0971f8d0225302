import { spawnSync } from "node:child_process";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Question } from "#contract/types/publish-run-types.ts";
import { systemClock } from "#engine/publish/lock/lock-clock.ts";
import { newNonce } from "#engine/publish/lock/lock-record.ts";
import { readTree, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { type FolderSite, openFolderSite } from "#tests/support/publish/folder-site.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";

// A client that is cut off within one round trip of taking the lock leaves the lock's file without contents

const owner = { user: "書き手", computer: `机の上の${"とても".repeat(10)}長い名前` };
let site: FolderSite;
beforeEach(async () => {
  site = await openFolderSite();
});
afterEach(() => site.remove());

async function leaveUnsignedLock(): Promise<void> {
  await site.run(sampleSite(2), { client: owner });
  const ended = spawnSync("true").pid;
  await mkdir(join(site.state, "lock"));
  await writeFile(join(site.state, "lock", newNonce(owner, ended)), "");
}

test("its own computer takes it over at once", async () => {
  await leaveUnsignedLock();
  const wait = () => Promise.reject(new Error("the lock was watched"));
  const ask = (question: Question) =>
    question.kind === "lock" ? Promise.reject(new Error("the author was asked")) : yes(question);
  await site.run(sampleSite(3), { client: owner, lockClock: { ...systemClock, wait }, ask });
  expect(await readTree(site.root)).toEqual(treeOf(sampleSite(3)));
  expect((await readdir(site.state)).filter((name) => /lock|stage/.test(name))).toEqual([]);
});

test("another computer reads who has taken it, and since when", async () => {
  await leaveUnsignedLock();
  const before = Date.now();
  const asked: Question[] = [];
  const ask = async (question: Question) => {
    asked.push(question);
    return yes(question);
  };
  const lockClock = { ...systemClock, wait: async () => undefined };
  await site.run(sampleSite(3), { client: { user: "other", computer: "laptop" }, ask, lockClock });
  const [question] = asked.filter(({ kind }) => kind === "lock");
  expect(question).toMatchObject({ owner: expect.stringMatching(/^書き手 \(机の上のとても/) });
  if (question?.kind !== "lock") throw new Error("not asked");
  expect(Math.abs(Date.parse(question.since) - before)).toBeLessThan(3_600_000);
  expect(await readTree(site.root)).toEqual(treeOf(sampleSite(3)));
});
