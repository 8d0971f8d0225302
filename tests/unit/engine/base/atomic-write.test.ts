import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import {
  type FileHandle,
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import { atomicWrite, writeChosenFile } from "#engine/base/atomic-write.ts";
import { fileError } from "#engine/base/file-errors.ts";

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
const script = (name: string): string => join(import.meta.dirname, name);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-files-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("writes text and bytes, creates folders, and leaves nothing else behind", async () => {
  await atomicWrite(join(folder, "a/b/c.md"), "一筆");
  await atomicWrite(join(folder, "a/b/d.bin"), new Uint8Array([0, 255]));
  expect(await readFile(join(folder, "a/b/c.md"), "utf8")).toBe("一筆");
  expect([...(await readFile(join(folder, "a/b/d.bin")))]).toEqual([0, 255]);
  expect(await readdir(join(folder, "a/b"))).toEqual(["c.md", "d.bin"]);
});

test("an existing file keeps its permissions; a new one gets those asked for, whatever the umask", async () => {
  const old = join(folder, "old.cgi");
  await writeFile(old, "old");
  await chmod(old, 0o755);
  await atomicWrite(old, "new", { mode: 0o600 });
  await atomicWrite(join(folder, "key"), "secret", { mode: 0o666 });
  expect((await stat(old)).mode & 0o777).toBe(0o755);
  expect((await stat(join(folder, "key"))).mode & 0o777).toBe(0o666);
});

test("if links are followed, a link stays a link, and its target is written or created", async () => {
  await mkdir(join(folder, "real"));
  await writeFile(join(folder, "real/post.md"), "old");
  await symlink("real/post.md", join(folder, "link.md"));
  await symlink("real/later.md", join(folder, "dangling.md"));
  await atomicWrite(join(folder, "link.md"), "new", { followLink: true });
  await atomicWrite(join(folder, "dangling.md"), "first", { followLink: true });
  expect((await lstat(join(folder, "link.md"))).isSymbolicLink()).toBe(true);
  expect(await readFile(join(folder, "real/post.md"), "utf8")).toBe("new");
  expect(await readFile(join(folder, "real/later.md"), "utf8")).toBe("first");
});

test("otherwise a link instead of the file is refused, and so is one on the path inside a folder from elsewhere", async () => {
  await mkdir(join(folder, "home"));
  await writeFile(join(folder, "home/real.md"), "old");
  await mkdir(join(folder, "blog"));
  await symlink("../home/real.md", join(folder, "blog/link.md"));
  await symlink("../home/new.md", join(folder, "blog/dangling.md"));
  await symlink("../home", join(folder, "blog/posts"));
  const within = join(folder, "blog");
  const refused = { code: "file.linked" };
  for (const name of ["link.md", "dangling.md"]) {
    await expect(atomicWrite(join(within, name), "new")).rejects.toMatchObject(refused);
    await expect(atomicWrite(join(within, name), "new", { within })).rejects.toMatchObject(refused);
  }
  const behind = atomicWrite(join(within, "posts/deep/new.md"), "new", { within });
  await expect(behind).rejects.toMatchObject({ ...refused, values: { path: "posts" } });
  await atomicWrite(join(within, "more/new.md"), "new", { within });
  expect(await readdir(join(folder, "home"))).toEqual(["real.md"]);
  expect(await readFile(join(folder, "home/real.md"), "utf8")).toBe("old");
  expect(await readdir(within)).toEqual(["dangling.md", "link.md", "more", "posts"]);
});

test("a failed write leaves the old content and no temporary file", async () => {
  await mkdir(join(folder, "taken/inside"), { recursive: true });
  await expect(atomicWrite(join(folder, "taken"), "x")).rejects.toMatchObject({ code: "file.failed" });
  expect(await readdir(folder)).toEqual(["taken"]);
});

test("a file in place of a folder causes an error with its path", async () => {
  await writeFile(join(folder, "file"), "");
  const path = join(folder, "file/post.md");
  await expect(atomicWrite(path, "x")).rejects.toMatchObject({ code: "file.failed", values: { path } });
});

test("errors of write-protected folders and files say that they are read-only", async () => {
  await writeFile(join(folder, "post.md"), "old");
  const write = async (): Promise<string> => {
    const command = [process.execPath, script("write-once.ts"), join(folder, "post.md")] as const;
    // Root ignores permissions
    const asNobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];
    const { stdout } = isRoot
      ? await run("setpriv", [...asNobody, ...command])
      : await run(command[0], command.slice(1));
    return stdout.trim();
  };
  await chmod(folder, 0o555);
  expect(await write()).toBe("file.readOnly");
  await chmod(folder, 0o777);
  await chmod(join(folder, "post.md"), 0o444);
  expect(await write()).toBe("file.readOnly");
  await chmod(join(folder, "post.md"), 0o666);
  expect(await write()).toBe("written");
});

/** Replaces the folder by a small disk while the test runs. Null if this computer does not allow that. */
async function mounted(options: string): Promise<AsyncDisposable | null> {
  const done = await run("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder]).catch(() => null);
  return done && { [Symbol.asyncDispose]: () => run("umount", [folder]).then(() => undefined) };
}

test("errors of a read-only disk say that it is read-only", async ({ skip }) => {
  await using disk = await mounted("ro");
  skip(disk === null, "needs the right to mount a disk");
  const path = join(folder, "post.md");
  await expect(atomicWrite(path, "x")).rejects.toMatchObject({ code: "file.readOnly", values: { path } });
});

test("a full disk leaves the old content and no temporary file", async ({ skip }) => {
  await using disk = await mounted("size=64k");
  skip(disk === null, "needs the right to mount a disk");
  const path = join(folder, "post.md");
  await atomicWrite(path, "old");
  const failure = { code: "file.diskFull", values: { path } };
  await expect(atomicWrite(path, "x".repeat(100_000))).rejects.toMatchObject(failure);
  expect(await readFile(path, "utf8")).toBe("old");
  expect(await readdir(folder)).toEqual(["post.md"]);
});

test("a chosen file is complete or unchanged, and its symbolic link stays", async () => {
  const [path, link] = [join(folder, "book.epub"), join(folder, "link.epub")];
  await symlink("book.epub", link);
  const halves = async (file: FileHandle): Promise<void> => {
    for (const half of ["first ", "second"]) await file.writeFile(half);
  };
  expect(await writeChosenFile(link, halves)).toBe(12);
  expect(await readFile(path, "utf8")).toBe("first second");
  await chmod(path, 0o640);
  const broken = async (file: FileHandle): Promise<void> => {
    await file.writeFile("third");
    throw new AppError("call.cancelled");
  };
  await expect(writeChosenFile(link, broken)).rejects.toMatchObject({ code: "call.cancelled" });
  await writeChosenFile(link, halves);
  expect(await readFile(path, "utf8")).toBe("first second");
  expect(((await stat(path)).mode & 0o777).toString(8)).toBe("640");
  expect((await readdir(folder)).sort()).toEqual(["book.epub", "link.epub"]);
  // A folder that is missing may be on a disk that is not connected
  await expect(writeChosenFile(join(folder, "usb/book.epub"), halves)).rejects.toMatchObject({
    code: "file.notFound",
  });
});

test("kill -9 at any moment leaves a complete version", async () => {
  const path = join(folder, "post.md");
  for (const moment of [0, 3, 11, 27, 40]) {
    const child = spawn(process.execPath, [script("write-forever.ts"), path]);
    await once(child.stdout, "data");
    await wait(moment);
    child.kill("SIGKILL");
    await once(child, "exit");
    const content = await readFile(path, "utf8");
    expect([content.length, new Set(content).size]).toEqual([2_000_000, 1]);
  }
});

test("a name or path that is too long for the system is called so", async () => {
  const error: unknown = await atomicWrite(join(folder, `${"あ".repeat(300)}.md`), "x").catch(
    (reason: unknown) => reason,
  );
  expect(fileError(error, "あ.md")).toMatchObject({ code: "file.nameTooLong" });
});
