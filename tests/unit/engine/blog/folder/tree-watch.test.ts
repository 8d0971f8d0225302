import { EventEmitter } from "node:events";
import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { mkdir, rename, rm, unlink, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { TreePoll } from "#engine/blog/folder/tree-poll.ts";
import {
  TreeWatch,
  type Watch,
  type WatchOneFolder,
  type WatchRules,
} from "#engine/blog/folder/tree-watch.ts";
import { asWindows } from "../../systems/as-windows.ts";
import { temporaryBlog } from "../temporary-blog.ts";

/** A watch of a folder with these files, and everything that it reports. */
async function watched(
  files: Readonly<Record<string, string>>,
  start: (root: string, rules: WatchRules) => Watch = (root, rules) => new TreeWatch(root, rules),
) {
  const disk = await temporaryBlog(files);
  const reported: string[] = [];
  const errors: string[] = [];
  const watching = start(disk.folder, {
    isIgnored: (path) => /(?:^|\/)\./.test(relative(disk.folder, path)),
    onTouched: (path) => reported.push(relative(disk.folder, path)),
    onError: () => errors.push("error"),
  });
  await watching.ready;
  return {
    ...disk,
    reported,
    errors,
    at: (path: string): string => join(disk.folder, path),
    /** Waits until each of these paths was reported since the last call. */
    async until(...paths: string[]): Promise<void> {
      await expect
        .poll(() => paths.filter((path) => !reported.includes(path)), { timeout: 120_000 })
        .toEqual([]);
      reported.length = 0;
    },
    [Symbol.asyncDispose]: async () => {
      watching.close();
      await disk[Symbol.asyncDispose]();
    },
  };
}

/** System watchers that report only what a test emits, by folder. */
function quietSystem(onWatch: (folder: string) => void = () => undefined) {
  const received = new Map<string, (event: string, name: string | null) => void>();
  const watchOneFolder: WatchOneFolder = (folder, listener) => {
    received.set(folder, listener);
    onWatch(folder);
    return Object.assign(new EventEmitter(), { close: () => undefined });
  };
  return {
    start: (root: string, rules: WatchRules) => new TreeWatch(root, rules, watchOneFolder),
    emit: (folder: string, event: string, name: string | null) => received.get(folder)?.(event, name),
  };
}

test("a saved file is looked at alone, however many files its folder has", async () => {
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`posts/${at}.md`, "x"]));
  await using tree = await watched(many);
  const looked = new Set<string>();
  asWindows({
    platform: process.platform,
    before: (operation, path) => {
      if (operation === "look" || operation === "read") looked.add(relative(tree.folder, path));
    },
  });
  await tree.write("posts/.7.md", "new");
  await rename(tree.at("posts/.7.md"), tree.at("posts/7.md"));
  await tree.until("posts/7.md");
  expect([...looked]).toEqual(["posts/7.md"]);
});

test("a folder that is removed and created again is watched again", async () => {
  await using tree = await watched({ "posts/a/one.md": "1" });
  for (const round of ["2", "3", "4"]) {
    // Without a pause, so that the watch never sees that the folder is missing.
    rmSync(tree.at("posts/a"), { recursive: true });
    mkdirSync(tree.at("posts/a"));
    writeFileSync(tree.at("posts/a/one.md"), round);
    await tree.until("posts/a/one.md");
    await writeFile(tree.at(`posts/a/later-${round}.md`), round);
    await tree.until(`posts/a/later-${round}.md`);
  }
});

test("a moved folder is reported under both paths, and watched at its new one", async () => {
  await using tree = await watched({ "posts/a/deep/one.md": "1", "posts/a/two.md": "2" });
  await rename(tree.at("posts/a"), tree.at("posts/b"));
  await tree.until("posts/a/deep/one.md", "posts/a/two.md", "posts/b/deep/one.md", "posts/b/two.md");
  await writeFile(tree.at("posts/b/deep/one.md"), "changed");
  await tree.until("posts/b/deep/one.md");
  await rename(tree.at("posts/b/deep"), tree.at("posts/deep"));
  await writeFile(tree.at("posts/deep/new.md"), "3");
  await tree.until("posts/b/deep/one.md", "posts/deep/one.md", "posts/deep/new.md");
});

test("a file that was removed, and a file with the name of its folder, are reported", async () => {
  await using tree = await watched({ "posts/a/one.md": "1" });
  await writeFile(tree.at("posts/a/a"), "same name");
  await tree.until("posts/a/a");
  await unlink(tree.at("posts/a/a"));
  await unlink(tree.at("posts/a/one.md"));
  await tree.until("posts/a/a", "posts/a/one.md");
});

test("a file that replaces a folder, and a folder that replaces a file, are reported", async () => {
  await using tree = await watched({ "posts/a/one.md": "1", "posts/b": "2" });
  await rm(tree.at("posts/a"), { recursive: true });
  await writeFile(tree.at("posts/a"), "now a file");
  await tree.until("posts/a/one.md", "posts/a");
  await unlink(tree.at("posts/b"));
  await mkdir(tree.at("posts/b"));
  await writeFile(tree.at("posts/b/new.md"), "3");
  await tree.until("posts/b", "posts/b/new.md");
});

test("the files of a folder that a file replaces are reported, also if only its parent reports the change", async () => {
  const system = quietSystem();
  await using tree = await watched({ "posts/a/one.md": "1" }, system.start);
  await rm(tree.at("posts/a"), { recursive: true });
  await writeFile(tree.at("posts/a"), "now a file");
  system.emit(tree.at("posts"), "rename", "a");
  await tree.until("posts/a/one.md", "posts/a");
});

test("files that appear while a new folder begins to be watched are not missed", async () => {
  const system = quietSystem((folder) => {
    if (!folder.endsWith("partials")) return;
    for (const name of ["footer.liquid", ".hidden.liquid"]) writeFileSync(join(folder, name), "a");
  });
  await using tree = await watched({}, system.start);
  mkdirSync(tree.at("theme/partials"), { recursive: true });
  system.emit(tree.folder, "rename", "theme");
  await tree.until("theme/partials/footer.liquid");
});

test("a new folder is listed again, because macOS reports nothing in its first moments", async () => {
  const system = quietSystem();
  await using tree = await watched({}, (root, rules) =>
    system.start(root, {
      ...rules,
      onTouched: (path) => {
        // Between the two listings, however late this process runs.
        if (path.endsWith("style.css")) writeFileSync(join(root, "theme/late.css"), "a");
        rules.onTouched(path);
      },
    }),
  );
  await tree.write("theme/style.css", "a");
  system.emit(tree.folder, "rename", "theme");
  await tree.until("theme/style.css", "theme/late.css");
});

test("all files of a folder are reported if the system has lost its events", async () => {
  const system = quietSystem();
  await using tree = await watched({ "posts/a.md": "1", "posts/b.md": "2" }, system.start);
  await unlink(tree.at("posts/b.md"));
  await tree.write("posts/deep/c.md", "3");
  system.emit(tree.at("posts"), "rename", null);
  await tree.until("posts/a.md", "posts/b.md", "posts/deep/c.md");
});

test("a file that was only read is not reported, as Windows does", async () => {
  const system = quietSystem();
  await using tree = await watched({ "posts/a.md": "1", "posts/b.md": "2" }, system.start);
  const read = (name: string): void => system.emit(tree.at("posts"), "change", name);
  read("a.md");
  await tree.until("posts/a.md");
  // Sets the time of the last reading to a time after the last change.
  utimesSync(tree.at("posts/a.md"), Date.now() / 1000 + 60, Date.now() / 1000);
  read("a.md");
  await tree.until("posts/a.md");
  read("a.md");
  read("b.md");
  await tree.until("posts/b.md");
  read("a.md");
  read("b.md");
  await expect.poll(() => tree.reported, { timeout: 120_000 }).toEqual(["posts/b.md"]);
});

test("a watcher's error counts only while its folder exists", async () => {
  const watchers = new Map<string, EventEmitter>();
  await using tree = await watched({ "posts/a/one.md": "1" }, (root, rules) => {
    const system: WatchOneFolder = (folder) => {
      const watcher = new EventEmitter();
      watchers.set(relative(root, folder), watcher);
      return Object.assign(watcher, { close: () => undefined });
    };
    return new TreeWatch(root, rules, system);
  });
  await rm(tree.at("posts/a"), { recursive: true });
  watchers.get("posts/a")?.emit("error", new Error("EPERM"));
  await tree.until("posts/a/one.md");
  expect(tree.errors).toEqual([]);
  watchers.get("posts")?.emit("error", new Error("EPERM"));
  await expect.poll(() => tree.errors, { timeout: 120_000 }).toEqual(["error"]);
});

test("polling reports new, changed and removed files", async () => {
  await using tree = await watched(
    { "posts/a.md": "1", "posts/b.md": "2" },
    (root, rules) => new TreePoll(root, rules, 10),
  );
  await tree.write("posts/a.md", "longer");
  await tree.write("posts/deep/c.md", "3");
  await unlink(tree.at("posts/b.md"));
  await tree.until("posts/a.md", "posts/b.md", "posts/deep/c.md");
  await rename(tree.at("posts/deep"), tree.at("posts/moved"));
  await tree.until("posts/deep/c.md", "posts/moved/c.md");
});

test("polling does not report the files of a folder that it cannot read as removed", async () => {
  await using tree = await watched(
    { "posts/a/one.md": "1", "posts/b.md": "2" },
    (root, rules) => new TreePoll(root, rules, 10),
  );
  asWindows({
    before: (operation, path) => {
      if (operation === "read" && path === tree.at("posts/a"))
        throw Object.assign(new Error("EACCES"), { code: "EACCES" });
    },
  });
  await tree.write("posts/b.md", "longer");
  await expect.poll(() => tree.reported, { timeout: 120_000 }).toContain("posts/b.md");
  expect(new Set(tree.reported)).toEqual(new Set(["posts/b.md"]));
});
