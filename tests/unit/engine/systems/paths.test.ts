import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, posix, win32 } from "node:path";
import { describe, expect, test } from "vitest";
import { blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import { createEmptyBlog } from "#engine/app/new-blog.ts";
import { WorkQueue } from "#engine/base/concurrency.ts";
import { realPath, realPathSync } from "#engine/base/files/real-path.ts";
import { expandHome } from "#engine/base/home-path.ts";
import { isPortableName } from "#contract/text/portable-name.ts";
import { isPortablePath } from "#engine/base/plain-name.ts";
import { FolderState } from "#engine/blog/folder/folder-state.ts";
import { PostDocuments } from "#engine/blog/posts/post-documents.ts";
import { pageFault } from "#engine/site/addresses/addresses.ts";
import { localReport, localValues } from "#engine/publish/transports/folder/folder-target.ts";
import { localPaths } from "#engine/publish/transports/folder/local-paths.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { statePathOf } from "#engine/state/state-path.ts";
import { temporaryBlog } from "../blog/temporary-blog.ts";
import { runCli } from "../cli/run-cli.ts";
import { hold } from "./as-windows.ts";

const home = "C:\\Users\\山田 太郎";
const windows = localPaths("win32", () => `${home}\\日記`);

describe("folders of Windows as targets", () => {
  test.each([
    [`${home}\\日記\\web`, "/C:/Users/山田 太郎/日記/web"],
    ["D:/web/", "/D:/web"],
    ["Z:\\", "/Z:"],
    ["\\\\nas\\web", "/UNC/nas/web"],
    ["\\\\nas\\web\\日記 1\\", "/UNC/nas/web/日記 1"],
    ["//nas/web/blog", "/UNC/nas/web/blog"],
    ["\\\\?\\C:\\web", "/C:/web"],
    ["\\\\?\\UNC\\nas\\web\\a", "/UNC/nas/web/a"],
    ["web", "/C:/Users/山田 太郎/日記/web"],
    ["\\web", "/C:/web"],
    ["..\\web[1]", "/C:/Users/山田 太郎/web[1]"],
  ])("%s is converted to %s and back", (local, remote) => {
    expect(windows.toRemote(local)).toBe(remote);
    expect(posix.normalize(remote)).toBe(remote);
    const back = windows.toLocal(remote) ?? "";
    expect(windows.toRemote(back)).toBe(remote);
    expect(win32.isAbsolute(back)).toBe(true);
  });

  test("paths below, beside and above stay on their drive or share", () => {
    const local = (path: string): string | null => windows.toLocal(path);
    expect(local(posix.join("/UNC/nas/web", "a/b.html"))).toBe("\\\\nas\\web\\a\\b.html");
    expect(local(posix.join("/Z:", "index.html"))).toBe("Z:\\index.html");
    expect(local(posix.dirname("/Z:/web"))).toBe("Z:\\");
    expect(local(posix.dirname("/C:/a/b"))).toBe("C:\\a");
    // Above a drive or share there is no folder in which anything could be created
    expect(local(posix.dirname("/Z:"))).toBeNull();
    expect(local(posix.dirname("/UNC/nas/web"))).toBeNull();
    expect(local("/.hitofude")).toBeNull();
  });

  test("a path above a share is rejected like one that a server rejects", async () => {
    const refused = { status: 3 };
    await expect(new LocalFiles(windows).mkdir("/UNC/nas", 0o755)).rejects.toMatchObject(refused);
    await expect(new LocalFiles(windows).open("/x", "create")).rejects.toMatchObject(refused);
  });

  test("the author reads paths of Windows in notes, errors and tests of a folder target", () => {
    const directory = "/C:/Users/山田 太郎/.hitofude/blog-1/web";
    const own = "C:\\Users\\山田 太郎\\.hitofude\\blog-1\\web";
    const kept = { directory, files: "kept-0a1b2c3d-about.html", count: 1 };
    expect(localValues(kept, windows)).toEqual({ ...kept, directory: own });
    expect(localValues({ path: "about.html", at: `${directory}/kept-a` }, windows)).toEqual({
      path: "about.html",
      at: `${own}\\kept-a`,
    });
    const found = { code: "publish.directoryDenied", values: { directory } } as const;
    expect(
      localReport({ step: "directory", state: "failed", values: { directory }, finding: found }, windows),
    ).toMatchObject({ values: { directory: own }, finding: { values: { directory: own } } });
  });

  test("paths of other systems stay unchanged", () => {
    const { toLocal, toRemote } = localPaths("linux");
    expect(toRemote("/srv/a\\b")).toBe("/srv/a\\b");
    expect(toLocal("/C:/web")).toBe("/C:/web");
  });
});

describe("abbreviated paths", () => {
  const env = { UserProfile: home, OneDrive: `${home}\\OneDrive` };
  test.each([
    ["~/web", `${home}\\web`],
    ["~\\web", `${home}\\web`],
    ["%USERPROFILE%\\web", `${home}\\web`],
    ["%onedrive%/日記", `${home}\\OneDrive/日記`],
    ["%nowhere%\\web", "%nowhere%\\web"],
    ["C:\\100%", "C:\\100%"],
    ["~taro\\web", "~taro\\web"],
  ])("on Windows, %s is %s", (path, expanded) => {
    expect(expandHome(path, { platform: "win32", home, env })).toBe(expanded);
  });

  test.each([
    ["~/web", "/home/taro/web"],
    ["~\\web", "~\\web"],
    ["%USERPROFILE%/web", "%USERPROFILE%/web"],
  ])("elsewhere, %s is %s", (path, expanded) => {
    expect(expandHome(path, { platform: "linux", home: "/home/taro", env })).toBe(expanded);
  });
});

test.each(["CON", "aux", "nul.html", "com1", "LPT³.txt", "con .html", "name.", "name ", "a:b"])(
  "%s is not a valid name on every system",
  (name) => {
    expect(isPortableName(name)).toBe(false);
    expect(isPortablePath(`tags/${name}/index.html`)).toBe(false);
    expect(pageFault(`${name}/index.html`)).toBe("address.invalid");
  },
);

describe("drives without real paths on Windows", () => {
  test.each(["EISDIR", "EINVAL", "UNKNOWN", "EIO"])(
    "after %s, links are resolved one by one",
    async (code) => {
      const folder = await mkdtemp(join(tmpdir(), "hitofude-paths-"));
      const [real, state] = [await realPath(folder), statePathOf("/state", folder)];
      hold({ on: ["realpath"], path: /./, code });
      expect(await realPath(folder)).toBe(real);
      expect(realPathSync(folder)).toBe(real);
      expect(statePathOf("/state", folder)).toBe(state);
    },
  );

  test("a path that is missing stays missing", async () => {
    await expect(realPath(join(tmpdir(), "hitofude-nothing"))).rejects.toMatchObject({ code: "ENOENT" });
    expect(() => realPathSync(join(tmpdir(), "hitofude-nothing"))).toThrow("ENOENT");
  });
});

test("a new blog configures Git to keep its line ends and images", async () => {
  const folder = join(await mkdtemp(join(tmpdir(), "hitofude-paths-")), "[1] 日記");
  await createEmptyBlog(folder, "ja");
  await writeFile(join(folder, "posts/posts/a.md"), "一\n");
  const git = (...rest: string[]): string => execFileSync("git", rest, { cwd: folder, encoding: "utf8" });
  git("init", "--quiet");
  // The default of Git for Windows
  git("config", "core.autocrlf", "true");
  git("add", ".");
  await rm(join(folder, "posts/posts/a.md"));
  git("checkout", "--", ".");
  expect(await readFile(join(folder, "posts/posts/a.md"), "utf8")).toBe("一\n");
  expect(git("check-attr", "text", "eol", "--", "media/a.svg", "posts/a.md")).toBe(
    [
      "media/a.svg: text: unset",
      "media/a.svg: eol: lf",
      "posts/a.md: text: auto",
      "posts/a.md: eol: lf",
      "",
    ].join("\n"),
  );
});

test("settings accept paths of Windows", () => {
  const target = { kind: "folder", directory: "\\\\nas\\web", url: "https://a.example/" };
  expect(blogSettingsSchema.safeParse({ title: "a", targets: { nas: target } }).success).toBe(true);
});

test.each(["con", "aux", "com1"])("no section is named %s, which Windows cannot have as a folder", (name) => {
  const settings = (sections: object) => blogSettingsSchema.safeParse({ title: "a", sections }).success;
  expect(settings({ [name]: { title: "a" } })).toBe(false);
  expect(settings({ [`${name}-1`]: { title: "a" } })).toBe(true);
});

test("new posts and pages, and renamed ones, get names that every system has", async () => {
  await using blog = await temporaryBlog({ "posts/hitokoto/a.md": "文" });
  const state = await FolderState.load(blog.folder, undefined);
  const documents = new PostDocuments(state, new WorkQueue());
  expect(await documents.create({ kind: "page", title: "Aux" })).toBe("pages/aux-page.md");
  for (const name of ["nul.md", "Con.old.md", "a:b.md", "COM¹.md"]) {
    const to = `posts/hitokoto/${name}`;
    await expect(documents.rename("posts/hitokoto/a.md", to)).rejects.toMatchObject({
      code: "file.nameReserved",
      values: { path: to },
    });
  }
  await documents.rename("posts/hitokoto/a.md", "posts/hitokoto/雨 [1].md");
  expect(await blog.read("posts/hitokoto/雨 [1].md")).toBe("文");
});

test("a blog in a folder with [ and % in its path is built, with names that every system has", async () => {
  const folder = join(await mkdtemp(join(tmpdir(), "hitofude-paths-")), "[1] %USERPROFILE% 日記");
  const [blog, out] = [join(folder, "blog [a-z]"), join(folder, "site {x}")];
  await mkdir(join(blog, "posts", "hibi"), { recursive: true });
  await writeFile(join(blog, "blog.yaml"), "title: 雨\nsections:\n  hibi: { title: 日々 }\n");
  const tags = ["CON", "aux.", "nul.txt", "COM¹", "a:b", "trail. ", "...", "雨"];
  const rest = "category: PRN\nseries: LPT1\nslug: nul\n";
  const text = `---\ntitle: Aux\ndate: 2024-05-06 09:00\ntags: ${JSON.stringify(tags)}\n${rest}---\n文\n`;
  await writeFile(join(blog, "posts/hibi/prn [2].md"), text);
  expect(await runCli(["build", "--out", out, blog])).toMatchObject({ code: 0 });
  const files = (await readdir(out, { recursive: true })).map((path) => path.replaceAll("\\", "/"));
  expect(files).toContain("20240506-0900.html");
  expect(files.filter((path) => /^tags\/.+\/index\.html$/.test(path))).toHaveLength(8);
  expect(files.filter((path) => !isPortablePath(path))).toEqual([]);
  await rm(folder, { recursive: true });
});
