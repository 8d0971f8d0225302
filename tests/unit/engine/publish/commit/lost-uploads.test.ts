import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import { type Manifest, manifestSchema, parseState } from "#engine/publish/state/manifest.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { buildSite, readTree, type SiteFiles, treeOf } from "#tests/support/publish/built-site.ts";
import { type FolderSite, openFolderSite } from "#tests/support/publish/folder-site.ts";

// What the next publish completes after an interruption if another program has removed uploaded files

let site: FolderSite;

beforeEach(async () => {
  site = await openFolderSite();
});
afterEach(() => site.remove());

/** The connection is lost before the first file goes live. */
class CutAtFirst extends LocalFiles {
  override async replace(from: string, to: string): Promise<void> {
    if (to.startsWith(`${site.root}/`) && existsSync(join(site.state, "journal")))
      throw new AppError("publish.connectionLost", { reason: "test" });
    await super.replace(from, to);
  }
}

type Posts = Readonly<Record<string, string>>;

interface Recovered {
  readonly tree: Readonly<Record<string, string>>;
  readonly manifest: Manifest;
}

/**
 * Interrupts the publish of `after`, removes the uploaded file with the contents `lost`, and publishes again.
 * Returns the site after the recovery, before the second publish changes it. `posts` are addresses of posts.
 */
async function recover(after: SiteFiles, lost: string, posts?: Posts): Promise<Recovered> {
  const input = await inputOf(after, posts);
  await expect(site.run(after, { input }, new CutAtFirst())).rejects.toMatchObject({
    code: "publish.connectionLost",
  });
  const hash = createHash("sha256").update(lost).digest("hex");
  const names = (await readdir(site.state, { recursive: true })).filter((name) => name.includes(hash));
  expect(names).toHaveLength(1);
  for (const name of names) await rm(join(site.state, name));
  const seen: Recovered[] = [];
  const beforeCommit = async (): Promise<undefined> => {
    const path = join(site.state, "manifest");
    const manifest = parseState(manifestSchema, await readFile(path), path);
    seen.push({ tree: await readTree(site.root), manifest });
  };
  await site.run(after, { input, beforeCommit: beforeCommit as never });
  expect(await readTree(site.root)).toEqual(treeOf(after));
  expect(await readdir(site.state)).toEqual(["manifest"]);
  const [recovered] = seen;
  if (!recovered) throw new Error("the second publish had nothing to do");
  return recovered;
}

async function inputOf(files: SiteFiles, posts?: Posts): ReturnType<typeof buildSite> {
  const input = await buildSite(join(site.root, "../../build"), files);
  if (!posts) return input;
  const hashed = Object.entries(posts).map(([path, address]) => [path, { hash: address, address }]);
  return { ...input, posts: Object.fromEntries(hashed) };
}

const before: SiteFiles = { "index.html": "list", "a.html": "a page" };

test("no page goes live without its password if only the rules are lost", async () => {
  await site.run(before);
  const family = { "family/.htaccess": "rules", "family/1.html": "secret" };
  const { tree } = await recover({ ...before, ...family, "new.html": "new" }, "rules");
  expect(tree).toEqual({ ...treeOf(before), "new.html": "new" });
});

test("no folder replaces a page without its password if only the rules are lost", async () => {
  const open = { ...before, "family/1.html": "open" };
  await site.run(open);
  const family = { "family/.htaccess": "rules", "family/1.html/index.html": "secret" };
  const { tree } = await recover({ ...before, ...family }, "rules");
  expect(tree).toEqual(treeOf(open));
});

test("the manifest names the posts whose pages are live", async () => {
  await site.run(before);
  const { manifest } = await recover({ ...before, "a.html": "rewritten", "b.html": "b page" }, "rewritten");
  const { hash } = (await inputOf(before)).posts["posts/a.md"] ?? {};
  expect(manifest.posts["posts/a.md"]).toEqual({ hash, address: "a.html" });
  expect(Object.keys(manifest.posts)).toEqual(["posts/a.md", "posts/b.md"]);
});

test("a new post whose page is lost is not in the manifest", async () => {
  await site.run(before);
  const { manifest } = await recover({ ...before, "b.html": "b page", "c.html": "c page" }, "b page");
  expect(Object.keys(manifest.posts)).toEqual(["posts/a.md", "posts/c.md"]);
});

test("the old page of a moved post stays until the new page is live", async () => {
  await site.run(before, { input: await inputOf(before, { "posts/p.md": "a.html" }) });
  const after = { "index.html": "list", "b.html": "the page, moved" };
  const { tree, manifest } = await recover(after, "the page, moved", { "posts/p.md": "b.html" });
  expect(tree).toEqual(treeOf(before));
  expect(manifest.posts).toMatchObject({ "posts/p.md": { address: "a.html" } });
  expect(Object.keys(manifest.files)).toContain("a.html");
});

test("the old page of a post that moves into a protected section is removed", async () => {
  const family = { "family/.htaccess": "rules", "family/0.html": "secret" };
  const open = { ...before, ...family };
  await site.run(open, { input: await inputOf(open, { "posts/p.md": "a.html" }) });
  const after = { "index.html": "list", ...family, "family/1.html": "now secret" };
  const { tree, manifest } = await recover(after, "now secret", { "posts/p.md": "family/1.html" });
  expect(tree).toEqual({ "index.html": "list", ...family });
  expect(manifest.posts).toEqual({});
});
