import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { sha256 } from "#engine/base/hash.ts";
import { lineOf } from "#engine/base/record-lines.ts";

/**
 * Makes a blog folder hostile.
 * `outside`: a canary home (`canary-home.ts`), which is the target of the attack.
 */
export type Attack = (folder: string, outside: string) => Promise<void>;

/** Bytes of a tiny image. */
export const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

/** Files of the harmless blog that attacks change. */
export const harmless: Readonly<Record<string, string | Uint8Array>> = {
  "blog.yaml": `title: 雨音
language: ja
timeZone: Asia/Tokyo
theme: hitokoto
sections:
  hibi:
    title: 日々
targets:
  practice:
    kind: practice
`,
  "posts/hibi/first.md": post("一つ目", "![絵](../../media/2024/picture.png)"),
  "posts/hibi/second.md": post("二つ目", "雨の音がする。", 10),
  "pages/about.md": "---\ntitle: この日記\n---\n\nひとりで書いています。\n",
  "media/2024/picture.png": png,
  "media/unused.png": png,
  "theme/assets/own.css": "p { color: #123; }\n",
};

/** Creates the harmless blog. */
export async function makeHarmless(folder: string): Promise<void> {
  for (const [path, content] of Object.entries(harmless)) await put(folder, path, content);
}

function post(title: string, body: string, hour = 11): string {
  return `---\ntitle: ${title}\ndate: 2024-05-06 ${hour}:00:00\nstatus: ready\n---\n\n${body}\n`;
}

async function put(folder: string, path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

/** Replaces whatever is at a path by a link. */
async function link(folder: string, path: string, target: string): Promise<void> {
  const location = join(folder, path);
  await rm(location, { recursive: true, force: true });
  await mkdir(dirname(location), { recursive: true });
  await symlink(target, location);
}

/** Returns an attack: a link to a file or folder outside, with an absolute target. */
function linked(path: string, target: string): Attack {
  return (folder, outside) => link(folder, path, join(outside, target));
}

/** Returns the same attack with a target that begins with `..`. */
function linkedUp(path: string, target: string): Attack {
  return (folder, outside) =>
    link(folder, path, relative(dirname(join(folder, path)), join(outside, target)));
}

/** Returns an attack: a link to a link, both inside the blog; the second one leads outside. */
function chained(path: string, target: string): Attack {
  return async (folder, outside) => {
    await link(folder, "chain/second", join(outside, target));
    await link(folder, "chain/first", "second");
    await link(folder, path, join(folder, "chain/first"));
  };
}

/**
 * Returns an attack: an index or cache with a record that names a file outside the blog.
 * The record looks as if an earlier run had written it.
 */
function indexed(path: string, version: string, victim: string): Attack {
  return async (folder, outside) => {
    const target = relative(join(folder, path.replace(/\.[a-z]+$/, "")), join(outside, victim));
    const record = { key: "", sha256: "0".repeat(64), size: 1, modified: 1 };
    const entry = target.replaceAll("\\", "/");
    const lines = [
      lineOf(["hitofude", version]),
      lineOf([entry, record]),
      lineOf(["\0to be written", [entry]]),
    ];
    await put(folder, path, lines.join(""));
    await mkdir(join(folder, path.replace(/\.[a-z]+$/, "")), { recursive: true });
  };
}

/** Returns an attack: a target whose name is a path. */
function targetNamed(name: string): Attack {
  return (folder) =>
    put(
      folder,
      "blog.yaml",
      String(harmless["blog.yaml"]).replace("  practice:\n", `  ${JSON.stringify(name)}:\n`),
    );
}

/**
 * Attacks by links and names. Each makes its folder hostile by itself; most can be combined in one folder.
 */
export const fileAttacks: Readonly<Record<string, Attack>> = {
  // The author's folders
  "posts is a link to a folder outside": linked("posts", "Documents"),
  "posts is a link with a relative target": linkedUp("posts", "Documents"),
  "posts is a chain of links": chained("posts", "Documents"),
  "posts is a link to the folder above": (folder) => link(folder, "posts", ".."),
  "posts is a link into nowhere": linked("posts", "not/there"),
  "pages is a link to a folder outside": linked("pages", "Documents"),
  "pages is a chain of links": chained("pages", "Documents"),
  "media is a link to a folder outside": linked("media", "Pictures"),
  "media is a link with a relative target": linkedUp("media", "Pictures"),
  "media is a link into nowhere": linked("media", "not-there"),
  "theme is a link to a folder outside": linked("theme", "theme"),
  "theme is a chain of links": chained("theme", "theme"),
  "a section is a link to a folder outside": linked("posts/hibi", "Documents/hibi"),
  "a section is a link with a relative target": linkedUp("posts/hibi", "Documents"),
  "a section is a link into nowhere": linked("posts/hibi", "made-by-a-write"),
  "a folder of pages is a link": linked("pages/more", "Documents"),
  "a folder of media is a link": linked("media/2024", "Pictures"),
  "the year's folder of media is a link": (folder, outside) =>
    link(folder, `media/${new Date().getFullYear()}`, join(outside, "Pictures")),
  "a folder of media is a chain of links": chained("media/2024", "Pictures"),
  // Single files of the author
  "a post is a link to a file outside": linked("posts/hibi/first.md", "secret.md"),
  "a post is a link with a relative target": linkedUp("posts/hibi/first.md", ".ssh/config"),
  "a post is a chain of links": chained("posts/hibi/first.md", "secret.md"),
  "a post is a link into nowhere outside": linked("posts/hibi/first.md", "made-by-a-write.md"),
  "a page is a link to a file outside": linked("pages/about.md", "secret.md"),
  "an image is a link to a file outside": linked("media/2024/picture.png", ".ssh/config"),
  "an image is a link into nowhere outside": linkedUp("media/2024/picture.png", "made-by-a-write.png"),
  "blog.yaml is a link to a file outside": linked("blog.yaml", "settings.yaml"),
  "blog.yaml is a link to a private file": linkedUp("blog.yaml", ".ssh/config"),
  "blog.yaml is a link into nowhere outside": linked("blog.yaml", "made-by-a-write.yaml"),
  "a template is a link": linked("theme/templates/post.liquid", "theme/templates/post.liquid"),
  "the folder of templates is a link": linked("theme/templates", "theme/templates"),
  "a style sheet is a link": linked("theme/assets/style.css", "theme/assets/style.css"),
  "the folder of assets is a link": linkedUp("theme/assets", "theme/assets"),
  "a table of words is a link": linked("theme/locales/ja.yaml", "theme/locales/ja.yaml"),
  "a post is a link to a private file of the folder": async (folder) => {
    await put(folder, ".git/config", "canary-9c1f4e token\n");
    await link(folder, "posts/hibi/first.md", "../../.git/config");
  },
  // Files that the program writes
  ".hitofude is a link into nowhere outside": linked(".hitofude", "made-by-a-write"),
  "the id is a link": linked(".hitofude/id", "state/id"),
  "the id is a link into nowhere outside": linked(".hitofude/id", "made-by-a-write"),
  "the list of ignored files is a link": linked(".hitofude/.gitignore", ".bashrc"),
  "the journal is a link to a folder outside": linked(".hitofude/journal", "state"),
  "the journal is a link into nowhere outside": linked(".hitofude/journal", "made-by-a-write"),
  "the journal is a chain of links": chained(".hitofude/journal", "state"),
  "entries of the journal are links": async (folder, outside) => {
    for (const name of journalNames("posts/hibi/second.md")) {
      await link(folder, `.hitofude/journal/${name}`, join(outside, ".bashrc"));
    }
  },
  "the history is a link to a folder outside": linked(".hitofude/history", "state"),
  "the history is a link into nowhere outside": linkedUp(".hitofude/history", "made-by-a-write"),
  "a post's history is a link": linked(".hitofude/history/posts/hibi/second.md", "Documents"),
  "a folder of the history is a link": linkedUp(".hitofude/history/posts", "Documents"),
  "the log of replacements is a link": linked(".hitofude/history/replacements", "state"),
  "the log of publications is a link": linked(".hitofude/history/published", ".bashrc"),
  "the log of publications is a link into nowhere": linked(".hitofude/history/published", "made-by-a-write"),
  "the trash is a link to a folder outside": linked(".hitofude/trash", "state"),
  "a time of the trash is a link": linked(".hitofude/trash/999999999999999", "state/000001700000000"),
  "the cached site is a link": linked(".hitofude/cache/site", "Documents"),
  "the cached site of a target is a link": linked(".hitofude/cache/site/practice", "Documents"),
  "the site of a check is a link": linked(".hitofude/cache/check", "Documents"),
  "the index of a check is a link": linked(".hitofude/cache/check.index", ".bashrc"),
  "the folder of smaller images is a link": linked(".hitofude/cache/images", "Pictures"),
  "the cache of posts is a link": linked(".hitofude/cache/posts", ".bashrc"),
  "what a cache is written to first is a link": linked(".hitofude/cache/posts.tmp", ".bashrc"),
  "the cache of texts is a link": linked(".hitofude/cache/articles", ".bashrc"),
  "the note of the last post is a link": linked(".hitofude/cache/last-post.json", "state/last-post.json"),
  "the memory of scheduled posts is a link": linked(".hitofude/cache/scheduled.json", "state/scheduled.json"),
  "the contents of published states are a link": linked(".hitofude/published/contents", "Documents"),
  "a folder of contents is a link": linked(".hitofude/published/contents/aa", "state/contents/aa"),
  // A built site that comes with the folder
  "the built site is a link": linked("site", "Documents"),
  "the built site has a link to a folder outside": linked("site/tags", "Documents"),
  "a page of the built site is a link": linked("site/index.html", "Documents/index.html"),
  "the built site's folder of images is a link": linked("site/media", "Pictures"),
  "an image of the built site is a link": linked("site/media/2024/picture.png", "notes.txt"),
  "an image of the built site is a link into nowhere": linkedUp(
    "site/media/2024/picture.png",
    "made-by-a-write",
  ),
  "what a page is written to first is a link": linked("site/.hitofude-write", ".bashrc"),
  "the list of copied images is a link": linked("site.media", ".bashrc"),
  // Names and records
  "the index of a check names a file outside": indexed(
    ".hitofude/cache/check.index",
    "output 3",
    "notes.txt",
  ),
  "the index of a site names a file outside": indexed(
    ".hitofude/cache/site/practice.index",
    "output 3",
    "notes.txt",
  ),
  "the index of a built site names a file outside": indexed("site.index", "output 3", "notes.txt"),
  "the index of a built site names a file behind a link": async (folder, outside) => {
    const record = { key: "", sha256: "0".repeat(64), size: 1, modified: 1 };
    await link(folder, "site/old", join(outside, "Documents"));
    await put(folder, "site.index", lineOf(["hitofude", "output 3"]) + lineOf(["old/index.html", record]));
  },
  "a target is named by a path": (folder, outside) =>
    targetNamed(relative(join(folder, ".hitofude/cache/site"), join(outside, "made-by-a-write")))(
      folder,
      outside,
    ),
  "a target is named by a way up": targetNamed(".."),
  "a target is named by an absolute path": async (folder, outside) =>
    targetNamed(join(outside, "made-by-a-write"))(folder, outside),
  "a section's folder leads out": (folder) =>
    put(
      folder,
      "blog.yaml",
      String(harmless["blog.yaml"]).replace("title: 日々", 'title: 日々\n    path: "../../../outside"'),
    ),
  "a section's folder leads out of a cached site": (folder, outside) =>
    put(
      folder,
      "blog.yaml",
      String(harmless["blog.yaml"]).replace(
        "title: 日々",
        `title: 日々\n    path: ${JSON.stringify(relative(join(folder, ".hitofude/cache/check"), outside))}`,
      ),
    ),
  "a section's folder is a path of Windows": (folder) =>
    put(
      folder,
      "blog.yaml",
      String(harmless["blog.yaml"]).replace("title: 日々", `title: 日々\n    path: 'C:\\outside'`),
    ),
  "a post's address leads out": (folder) =>
    put(
      folder,
      "posts/hibi/first.md",
      "---\ntitle: 外\ndate: 2024-05-06 09:00\nstatus: ready\npermalink: ../../../outside/made.html\naliases: [../../../../outside/old.html]\n---\n\n外\n",
    ),
  "a post shows an image by a path that leads out": (folder) =>
    put(
      folder,
      "posts/hibi/first.md",
      "---\ntitle: 外\ndate: 2024-05-06 09:00\nstatus: ready\ncover: ../../../outside/Pictures/photo.jpg\n---\n\n![x](../../../outside/Pictures/photo.jpg) ![y](/media/../../outside/notes.txt)\n",
    ),
};

/** Attacks on the folder in which the program stores data inside a blog. */
export const stateAttacks: Readonly<Record<string, Attack>> = {
  "the published states are a link": linked(".hitofude/published", "state"),
  ".hitofude is a link to a folder outside": linked(".hitofude", "state"),
  ".hitofude is a link with a relative target": linkedUp(".hitofude", "Documents"),
  "the cache is a link to a folder outside": linked(".hitofude/cache", "state"),
};

/** Attacks that can be combined in one folder, together with an ordinary post. */
const together = [
  "pages is a link to a folder outside",
  "the year's folder of media is a link",
  "an image is a link to a file outside",
  "a post is a link to a file outside",
  "a style sheet is a link",
  "the id is a link",
  "the list of ignored files is a link",
  "the journal is a link to a folder outside",
  "a post's history is a link",
  "the log of replacements is a link",
  "the log of publications is a link",
  "the trash is a link to a folder outside",
  "the cached site of a target is a link",
  "the index of a check names a file outside",
  "what a cache is written to first is a link",
  "the cache of texts is a link",
  "the note of the last post is a link",
  "the memory of scheduled posts is a link",
  "a folder of contents is a link",
  "the built site has a link to a folder outside",
  "a page of the built site is a link",
  "an image of the built site is a link",
  "what a page is written to first is a link",
  "the list of copied images is a link",
  "the index of a built site names a file outside",
];

/** Creates a blog folder with many attacks at once. */
export async function makeHostile(folder: string, outside: string): Promise<void> {
  await makeHarmless(folder);
  for (const name of together) await fileAttacks[name]?.(folder, outside);
}

/** Returns the names of the journal's files for a document. */
function journalNames(id: string): string[] {
  const name = sha256(id);
  return [`${name}.json`, `${name}.now.json`, `.${name}.now.json.tmp`];
}
