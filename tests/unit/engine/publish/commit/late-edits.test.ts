import { readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { AppError } from "#contract/errors.ts";
import { RemoteError, remoteStatus } from "#engine/publish/base/remote-files.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { readTree, type SiteFiles, treeOf } from "#tests/support/publish/built-site.ts";
import { type FolderSite, openFolderSite } from "#tests/support/publish/folder-site.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";

// Pages that somebody edits just before their removal, and removals that are interrupted

let site: FolderSite;

beforeEach(async () => {
  site = await openFolderSite();
});
afterEach(() => site.remove());

const before: SiteFiles = { "index.html": "list", "a.html": "private", "b.html": "a page" };

/** A server that moves by copying. The connection is lost before a file that has left the site is deleted. */
class Copying extends LocalFiles {
  override readonly capabilities = { ...new LocalFiles().capabilities, directoryRename: false };
  readonly #isCut: boolean;
  readonly #mtime: number;

  constructor(isCut: boolean, mtime: number) {
    super();
    this.#isCut = isCut;
    this.#mtime = mtime;
  }

  override async replace(from: string, to: string): Promise<void> {
    if ((await this.lstat(from)).kind === "file") await utimes(from, this.#mtime, this.#mtime);
    await super.replace(from, to);
  }

  override async remove(path: string): Promise<void> {
    if (this.#isCut && /\/gone-(?:turn-|\d)/.test(path))
      throw new AppError("publish.connectionLost", { reason: "test" });
    await super.remove(path);
  }
}

const { "a.html": _, ...withoutA } = before;
for (const [what, after] of [
  ["a removed page", withoutA],
  ["a page that a folder replaces", { ...withoutA, "a.html/index.html": "a folder now" }],
] as const) {
  test(`${what} stays away after an interruption, on a server that moves by copying`, async () => {
    await site.run(before, {}, new Copying(false, 1_000_000_000));
    const cut = site.run(after, {}, new Copying(true, 1_100_000_000));
    await expect(cut).rejects.toMatchObject({ code: "publish.connectionLost" });
    const { problem } = await site.run(after, {}, new Copying(false, 1_200_000_000));
    expect(problem).toBeNull();
    expect(await readTree(site.root)).toEqual(treeOf(after));
    expect(await readdir(site.state)).toEqual(["manifest"]);
  });
}

test("a page edited between plan and removal is named, and the next plan asks about it", async () => {
  const closed = { ...before, "family/1.html": "secret", "family/.htaccess": "rules" };
  await site.run(closed);
  const edited = join(site.root, "family/1.html");
  const beforeCommit = async (): Promise<Record<string, never>> => {
    await writeFile(edited, "edited by hand");
    return {};
  };
  const { problem, removed } = await site.run(withoutA, { beforeCommit });
  expect(problem).toMatchObject({ code: "publish.editedMeanwhile", values: { count: 1 } });
  expect(removed).not.toContain("family/1.html");
  const rules = { "family/.htaccess": "rules" };
  const live = { ...treeOf(withoutA), ...rules, "family/1.html": "edited by hand" };
  expect(await readTree(site.root)).toEqual(live);

  const asked: unknown[] = [];
  const ask = async (question: Question): Promise<Answer> => {
    if (question.kind === "plan")
      asked.push(...question.plan.files.filter(({ change }) => change !== "removed"));
    return yes(question);
  };
  await site.run(withoutA, { ask });
  expect(asked).toMatchObject([{ path: "family/1.html", change: "leftover", because: "edited" }]);
  expect(await readTree(site.root)).toEqual(live);
  // The answer has left the edited page on the server, so the next plan does not ask again
  await site.run({ ...withoutA, "new.html": "new" }, { ask });
  expect(asked).toHaveLength(1);
});

test("an edited page with a long name is kept aside if the server refuses to move it back", async () => {
  const long = `${"あ".repeat(80)}.html`;
  class Refusing extends LocalFiles {
    override async replace(from: string, to: string): Promise<void> {
      if (from.endsWith(long)) await writeFile(from, "edited by hand");
      await super.replace(from, to);
    }

    override async rename(from: string, to: string): Promise<void> {
      if (to.endsWith(`/${long}`))
        throw new RemoteError("rename", to, remoteStatus.permissionDenied, "refused");
      await super.rename(from, to);
    }
  }
  await site.run({ ...before, [long]: "long" });
  const { problem } = await site.run(before, {}, new Refusing());
  expect(problem).toMatchObject({ code: "publish.putAside", values: { path: long } });
  const [kept = ""] = (await readdir(site.state)).filter((name) => name !== "manifest");
  expect(kept).toMatch(/^kept-[0-9a-f]{8}-あ+\.html$/);
  expect(await readFile(join(site.state, kept), "utf8")).toBe("edited by hand");
  await site.run(before);
  expect(await readdir(site.state)).toContain(kept);
});
