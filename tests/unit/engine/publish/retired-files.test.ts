import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Question } from "#contract/types/publish-run-types.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { readTree, type SiteFiles } from "#tests/support/publish/built-site.ts";
import { FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import { type FolderSite, openFolderSite } from "#tests/support/publish/folder-site.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";

let site: FolderSite;

beforeEach(async () => {
  site = await openFolderSite();
});
afterEach(() => site.remove());

const style = (version: number): string => `assets/style.0000000${version}.css`;

/** Returns a page with a style sheet whose name depends on the version. */
function withStyle(version: number, text = "text"): SiteFiles {
  return { "index.html": `<link href="${style(version)}"> ${text}`, [style(version)]: `/* ${version} */` };
}

async function styles(): Promise<string[]> {
  return Object.keys(await readTree(site.root))
    .filter((path) => path.endsWith(".css"))
    .sort();
}

test("a style sheet stays for one more publish, and is removed by the next one with changes", async () => {
  await site.run(withStyle(1));
  const second = await site.run(withStyle(2));
  expect(await styles()).toEqual([style(1), style(2)]);
  expect([second.removed, second.left]).toEqual([[], [style(1)]]);
  expect(second.manifest.files[style(1)]).toMatchObject({ retired: true });

  const files = new FaultyFiles(new LocalFiles(), null);
  const idle = await site.run(withStyle(2), {}, files);
  expect([idle.manifest.generation, idle.bytes]).toEqual([2, 0]);
  expect(files.count).toBeLessThan(30);
  expect(await styles()).toEqual([style(1), style(2)]);

  const asked: Question[] = [];
  const ask = async (question: Question) => {
    asked.push(question);
    return yes(question);
  };
  const third = await site.run(withStyle(2, "another text"), { ask });
  expect(asked).toEqual([]);
  expect([third.removed, third.left]).toEqual([[style(1)], []]);
  expect(await styles()).toEqual([style(2)]);
  expect(Object.keys(third.manifest.files)).not.toContain(style(1));
});

test("a retired file that is needed again is reused without an upload", async () => {
  await site.run(withStyle(1));
  await site.run(withStyle(2));
  const back = await site.run(withStyle(1));
  expect(back.puts.map(({ file }) => file.path)).toEqual(["index.html"]);
  expect(back.manifest.files[style(1)]).not.toHaveProperty("retired");
  expect(back.manifest.files[style(2)]).toMatchObject({ retired: true });
  await site.run(withStyle(1, "another text"));
  expect(await styles()).toEqual([style(1)]);
});

test("a retired file that somebody has changed stays, and is no longer ours", async () => {
  await site.run(withStyle(1));
  await site.run(withStyle(2));
  await writeFile(join(site.root, style(1)), "/* theirs, and longer */");
  const third = await site.run(withStyle(2, "another text"));
  expect([third.removed, Object.keys(third.manifest.files)]).toEqual([[], [style(2), "index.html"]]);
  expect(await readFile(join(site.root, style(1)), "utf8")).toBe("/* theirs, and longer */");
});

test("a review without other changes removes it if the author agrees", async () => {
  await site.run(withStyle(1));
  await site.run(withStyle(2));
  const plans: unknown[] = [];
  const ask = async (question: Question) => {
    if (question.kind === "plan") plans.push(question.plan);
    return yes(question);
  };
  await site.run(withStyle(2), { review: true, ask });
  expect(plans).toMatchObject([{ files: [{ path: style(1), change: "removed" }], questions: [] }]);
  expect(await styles()).toEqual([style(2)]);
});

/** Operations that change nothing: their number in a publish varies with the order of answers. */
const asking = /^(lstat|readdir|realpath|statvfs|read|readlink)$/;

/**
 * Returns the changes that a publish of this site makes to files and folders, in order, without random names.
 */
async function changesOf(published: SiteFiles): Promise<string[]> {
  const changes: string[] = [];
  const onBegin = (_: number, operation: string, path: string): void => {
    if (!asking.test(operation))
      changes.push(`${operation} ${basename(path).replace(/(?:\d+-)?[0-9a-f]{8,}/, "…")}`);
  };
  // Uses a server that keeps the order of requests. With others, the lock's folder may need two removals
  await site.run(published, {}, new FaultyFiles(new LocalFiles(), null, { onBegin, inOrder: true }));
  return changes;
}

test("a retired file costs no further changes, except for its own removal", async () => {
  await site.run(withStyle(1));
  await site.run(withStyle(2));
  const removing = await changesOf(withStyle(2, "another text"));
  const plain = await changesOf(withStyle(2, "yet another text"));
  expect(removing.sort()).toEqual([...plain, "rename gone-…", "remove gone-…"].sort());
});

test("in a manifest of an older version, files that are not needed are retired", async () => {
  await site.run(withStyle(1));
  const file = join(site.state, "manifest");
  const manifest = JSON.parse(gunzipSync(await readFile(file)).toString("utf8"));
  expect(Object.keys(manifest.files[style(1)]).sort()).toEqual(["mtime", "sha256", "size"]);
  await writeFile(file, JSON.stringify(manifest));
  await site.run(withStyle(2));
  expect(await styles()).toEqual([style(1), style(2)]);
});
