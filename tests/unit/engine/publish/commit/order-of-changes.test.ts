import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { readTree, type SiteFiles, treeOf } from "#tests/support/publish/built-site.ts";
import { type Fault, FaultyFiles } from "#tests/support/publish/faulty-files.ts";
import { type FolderSite, openFolderSite } from "#tests/support/publish/folder-site.ts";
import { crawl, page } from "#tests/support/publish/linked-site.ts";

let site: FolderSite;

beforeEach(async () => {
  site = await openFolderSite();
});
afterEach(() => site.remove());

const before: SiteFiles = {
  "20240501.html": "first",
  "index.html": "list",
  "search/a.js": "search",
  "feed.xml": "feed",
};
const after: SiteFiles = {
  "20240501.html": "first, and a link to the second",
  "20240502.html": "second",
  "index.html": "list of two",
  "search/a.js": "search of two",
  "feed.xml": "feed of two",
};
const changed = ["20240501.html", "index.html", "search/a.js", "feed.xml"];

/** Returns files that note when a rename into or out of the document root is sent, and when it is answered. */
function notedFiles(inOrder: boolean): { readonly files: FaultyFiles; readonly notes: string[] } {
  const files = new FaultyFiles(new LocalFiles(), null, { inOrder });
  const notes: string[] = [];
  const { replace } = files;
  files.replace = async (from, to) => {
    const [path, left] = [relative(site.root, to), relative(site.root, from)];
    const isLive = !path.startsWith("..");
    const wasLive = !left.startsWith("..");
    if (isLive) notes.push(`send ${path}`);
    if (wasLive) notes.push(`take ${left}`);
    await replace(from, to);
    if (isLive) notes.push(`done ${path}`);
    if (wasLive) notes.push(`gone ${left}`);
  };
  return { files, notes };
}

async function publishChanges(inOrder: boolean): Promise<string[]> {
  await site.run(before);
  const { files, notes } = notedFiles(inOrder);
  await site.run(after, {}, files);
  expect(await readTree(site.root)).toEqual(treeOf(after));
  return notes;
}

test("a server that keeps the order gets all changed files at once, when the new pages are live", async () => {
  const notes = await publishChanges(true);
  expect(notes.slice(0, 2)).toEqual(["send 20240502.html", "done 20240502.html"]);
  const sent = changed.map((path) => `send ${path}`);
  expect(notes.slice(2, 2 + sent.length)).toEqual(sent);
});

test("another server gets the lists when the pages are live, and the feeds when the search is live", async () => {
  expect(await publishChanges(false)).toEqual(
    ["20240502.html", ...changed].flatMap((path) => [`send ${path}`, `done ${path}`]),
  );
});

const first: SiteFiles = {
  "index.html": page("theme/style.css", "一筆", [
    "20240501.html",
    "tags/rain.html",
    "feed.xml",
    "search/a.js",
  ]),
  "20240501.html": page("theme/style.css", "first", ["index.html", "tags/rain.html", "20240502.html"]),
  "20240502.html": page("theme/style.css", "second", ["20240501.html", "media/film.png"]),
  "tags/rain.html": page("../theme/style.css", "rain", ["../20240501.html", "../20240502.html"]),
  "search/a.js": "search",
  "feed.xml": "feed",
  "theme/style.css": "body {}",
  "media/film.png": "film",
};

for (const inOrder of [true, false]) {
  const server = inOrder ? "in order" : "one by one";
  test(`during a first publish, no link from the front page is broken: ${server}`, async () => {
    const broken: string[] = [];
    let isOpen = 0;
    const onOperation = async (): Promise<void> => {
      // Until the front page is live, a reader has no link to follow
      broken.push(...crawl(site.root, [first], (path) => path === "index.html"));
      if (existsSync(join(site.root, "index.html"))) isOpen += 1;
    };
    await site.run(first, {}, new FaultyFiles(new LocalFiles(), null, { inOrder, onOperation }));
    expect(broken).toEqual([]);
    expect(isOpen).toBeGreaterThan(0);
    expect(await readTree(site.root)).toEqual(treeOf(first));
  });
}

/** A site with a page and a picture that readers see only with a password. */
const closed: SiteFiles = {
  ...after,
  "family/1.html": "secret",
  "media/secret.png": "secret",
  "family/.htaccess": "rules",
  "family/.htpasswd": "password",
  "media/.htaccess": "rules",
};
const isRule = (note: string): boolean => /\.ht(?:access|passwd)$/.test(note);

for (const inOrder of [true, false]) {
  const server = inOrder ? "in order" : "one by one";
  test(`no page or picture is live without its password: ${server}`, async () => {
    await site.run(before);
    const { files, notes } = notedFiles(inOrder);
    await site.run(closed, {}, files);
    const begun = notes.findIndex((note) => note.startsWith("send ") && !isRule(note));
    const early = notes.slice(0, begun);
    expect(early.filter((note) => note.startsWith("send "))).toHaveLength(3);
    expect(early.filter((note) => note.startsWith("done "))).toHaveLength(inOrder ? 0 : 3);

    notes.length = 0;
    await site.run(after, {}, files);
    const first = notes.findIndex((note) => note.startsWith("take ") && isRule(note));
    const gone = notes.slice(0, first).filter((note) => note.startsWith("gone "));
    expect(gone.sort()).toEqual(["gone family/1.html", "gone media/secret.png"]);
    expect(await readTree(site.root)).toEqual(treeOf(after));
  });
}

/** Faults of the server at one operation: a cut before or after it, and refusals. */
const faults: readonly Omit<Fault, "at">[] = [
  { kind: "before" },
  { kind: "after" },
  { kind: "refuse", status: 4 },
];

test("while rules are replaced by two renames, no reader gets a protected file, whatever fails", async () => {
  const changedRules: SiteFiles = {
    ...closed,
    "family/1.html": "another secret",
    "family/.htaccess": "other rules",
    "media/.htaccess": "other rules of media",
  };
  const inFamily = join(site.root, "family/by-hand.txt");
  const open: string[] = [];
  const look = async (): Promise<void> => {
    for (const path of ["family/1.html", "family/by-hand.txt", "media/secret.png"]) {
      if (existsSync(join(site.root, path)) && !existsSync(join(site.root, path, "../.htaccess")))
        open.push(path);
    }
  };
  const publish = async (files: SiteFiles, fault: Fault | null): Promise<number[]> => {
    const touched: number[] = [];
    const server = new FaultyFiles(new LocalFiles(), fault, {
      announcesReplace: false,
      onOperation: look,
      onBegin: (count, operation, path) => {
        if (operation === "rename" && /closed-|\/(?:family|media)(?:$|\/\.ht)/.test(path))
          touched.push(count);
      },
    });
    await site.run(files, {}, server);
    return touched;
  };
  await publish(closed, null);
  await writeFile(inFamily, "by hand");
  const points = await publish(changedRules, null);
  expect(points.length).toBeGreaterThan(1);
  const [first = 0, last = 0] = [points[0], points.at(-1)];
  let next = closed;
  for (const fault of faults) {
    for (let at = first; at <= last + 1; at += 1) {
      await publish(next, { ...fault, at }).catch((error: unknown) => expect(error).toBeInstanceOf(Error));
      await publish(next, null);
      expect([fault, at, open]).toEqual([fault, at, []]);
      const live = { ...treeOf(next), "family/by-hand.txt": "by hand" };
      next = next === closed ? changedRules : closed;
      expect([fault, at, await readTree(site.root)]).toEqual([fault, at, live]);
    }
  }
});

for (const inOrder of [true, false]) {
  const server = inOrder ? "in order" : "one by one";
  test(`rules that others change in the last moment open nothing: ${server}`, async () => {
    await site.run(closed);
    const rules = join(site.root, "media/.htaccess");
    const more = { ...closed, "media/.htaccess": "rules for two", "media/other.png": "another secret" };
    const change = async (): Promise<Record<string, never>> => {
      await writeFile(rules, "of the host");
      return {};
    };
    const files = (): FaultyFiles => new FaultyFiles(new LocalFiles(), null, { inOrder });
    const { problem } = await site.run(more, { beforeCommit: change }, files());
    expect(problem).toMatchObject({ code: "publish.editedMeanwhile" });
    expect(existsSync(join(site.root, "media/other.png"))).toBe(false);
    await site.run(more, {}, files());
    expect(await readTree(site.root)).toEqual(treeOf(more));

    // A changed page stays, and so do the rules that protect it
    const edit = async (): Promise<Record<string, never>> => {
      await writeFile(join(site.root, "family/1.html"), "changed on the server");
      return {};
    };
    await site.run(after, { beforeCommit: edit }, files());
    const live = await readTree(site.root);
    expect(live).toMatchObject({ "family/1.html": "changed on the server", "family/.htaccess": "rules" });
    expect(live["media/.htaccess"]).toBeUndefined();
  });
}
