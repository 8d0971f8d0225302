import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ClientChannel, FileEntryWithStats } from "ssh2";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openPracticeSite, type PracticeSite } from "#engine/publish/practice/practice-site.ts";
import { hold, letGo } from "../../systems/as-windows.ts";
import { ask, signIn, type TestClient } from "./sftp-client.ts";

const denied = 3;
const failure = 4;
const notFound = 2;

let folder = "";
let server = "";
let site: PracticeSite;
let client: TestClient;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-practice-"));
  site = await openPracticeSite(join(folder, "practice"), "sftp-blog");
  server = join(folder, "practice", "server");
  client = await signIn(site);
});
afterEach(async () => {
  client.connection.end();
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

test("files are written, listed, checked, moved and removed", async () => {
  const { sftp } = client;
  await ask((done) => sftp.mkdir("/htdocs/日記", { mode: 0o755 }, done));
  await ask((done) => sftp.writeFile("/htdocs/日記/一.html", "雨の音", { mode: 0o640 }, done));
  const place = join(server, "htdocs", "日記", "一.html");
  expect(await readFile(place, "utf8")).toBe("雨の音");
  expect((await stat(place)).mode & 0o777).toBe(0o640);
  await ask((done) => sftp.setstat("/htdocs/日記/一.html", { mode: 0o600 }, done));
  await ask((done) => sftp.utimes("/htdocs/日記/一.html", 1_000_000, 2_000_000, done));
  expect((await stat(place)).mtimeMs).toBe(2_000_000_000);
  expect((await stat(place)).mode & 0o777).toBe(0o600);
  const names = await ask<FileEntryWithStats[]>((done) => sftp.readdir("/htdocs/日記", done));
  expect(names.map(({ filename, attrs }) => [filename, attrs.size, attrs.mtime])).toEqual([
    ["一.html", 9, 2_000_000],
  ]);
  expect(await ask<Buffer>((done) => sftp.readFile("/htdocs/日記/一.html", done))).toEqual(
    Buffer.from("雨の音"),
  );
  await ask((done) => sftp.rename("/htdocs/日記/一.html", "/htdocs/二.html", done));
  await ask((done) => sftp.rmdir("/htdocs/日記", done));
  await ask((done) => sftp.unlink("/htdocs/二.html", done));
  expect(await readdir(join(server, "htdocs"))).toEqual([]);
});

test("large directories are listed in several replies", async () => {
  for (let number = 0; number < 450; number++) await writeFile(join(server, "htdocs", `${number}.html`), "");
  const names = await ask<FileEntryWithStats[]>((done) => client.sftp.readdir("/htdocs", done));
  expect(new Set(names.map(({ filename }) => filename)).size).toBe(450);
});

test("a file is written from the requested offset, and truncated only on request", async () => {
  const { sftp } = client;
  await ask((done) => sftp.writeFile("/htdocs/a.html", "0123456789", done));
  const handle = await ask<Buffer>((done) => sftp.open("/htdocs/a.html", "r+", done));
  await ask((done) => sftp.write(handle, Buffer.from("ab"), 0, 2, 4, done));
  await ask((done) => sftp.close(handle, done));
  expect(await readFile(join(server, "htdocs", "a.html"), "utf8")).toBe("0123ab6789");
  await expect(ask<Buffer>((done) => sftp.open("/htdocs/a.html", "wx", done))).rejects.toMatchObject({
    code: failure,
  });
});

test("a file that cannot be checked counts neither as missing in a list nor as a free name", async () => {
  const { sftp } = client;
  for (const name of ["new", "old"]) await writeFile(join(server, "htdocs", name), name);
  hold({ on: ["look"], path: /htdocs\/old$/, code: "EIO" });
  await expect(ask<FileEntryWithStats[]>((done) => sftp.readdir("/htdocs", done))).rejects.toMatchObject({
    code: failure,
  });
  await expect(ask((done) => sftp.rename("/htdocs/new", "/htdocs/old", done))).rejects.toMatchObject({
    code: failure,
  });
  letGo();
  expect(await readFile(join(server, "htdocs/old"), "utf8")).toBe("old");
});

test("a rename does not replace an existing file", async () => {
  const { sftp } = client;
  for (const name of ["old", "new"]) await ask((done) => sftp.writeFile(`/htdocs/${name}`, name, done));
  await expect(ask((done) => sftp.rename("/htdocs/new", "/htdocs/old", done))).rejects.toMatchObject({
    code: failure,
  });
  expect(await readFile(join(server, "htdocs", "old"), "utf8")).toBe("old");
});

test("no path leads outside by ..", async () => {
  await writeFile(join(folder, "secret.txt"), "secret");
  await writeFile(join(server, "inside.txt"), "inside");
  const { sftp } = client;
  for (const path of ["/../secret.txt", "../../secret.txt", "/htdocs/../../../secret.txt"]) {
    await expect(ask<Buffer>((done) => sftp.readFile(path, done))).rejects.toMatchObject({ code: notFound });
    await ask((done) => sftp.writeFile(path, "changed", done));
    await ask((done) => sftp.unlink("/secret.txt", done));
  }
  expect(await readFile(join(folder, "secret.txt"), "utf8")).toBe("secret");
  expect(await ask<string>((done) => sftp.realpath("../../..", done))).toBe("/");
  expect(await ask<Buffer>((done) => sftp.readFile("/../../inside.txt", done))).toEqual(
    Buffer.from("inside"),
  );
  await expect(ask((done) => sftp.writeFile("/htdocs/..\\x.txt", "x", done))).rejects.toMatchObject({
    code: denied,
  });
});

test("no path leads outside by a symbolic link, and a link can be removed", async () => {
  const outside = join(folder, "outside");
  await mkdir(outside);
  await writeFile(join(outside, "secret.txt"), "secret");
  await symlink(outside, join(server, "htdocs", "way-out"));
  await symlink(join(outside, "secret.txt"), join(server, "htdocs", "file"));
  await symlink(join(outside, "not-yet.txt"), join(server, "htdocs", "dangling"));
  const { sftp } = client;
  const refused = { code: denied };
  await expect(ask<Buffer>((done) => sftp.readFile("/htdocs/file", done))).rejects.toMatchObject(refused);
  await expect(
    ask<Buffer>((done) => sftp.readFile("/htdocs/way-out/secret.txt", done)),
  ).rejects.toMatchObject(refused);
  await expect(ask((done) => sftp.writeFile("/htdocs/dangling", "x", done))).rejects.toMatchObject(refused);
  await expect(ask((done) => sftp.writeFile("/htdocs/way-out/x.txt", "x", done))).rejects.toMatchObject(
    refused,
  );
  await expect(
    ask<FileEntryWithStats[]>((done) => sftp.readdir("/htdocs/way-out", done)),
  ).rejects.toMatchObject(refused);
  await expect(ask((done) => sftp.mkdir("/htdocs/way-out/new", done))).rejects.toMatchObject(refused);
  await expect(ask((done) => sftp.chmod("/htdocs/file", 0o777, done))).rejects.toMatchObject(refused);
  await ask((done) => sftp.writeFile("/htdocs/own.txt", "own", done));
  await expect(
    ask((done) => sftp.rename("/htdocs/own.txt", "/htdocs/way-out/own.txt", done)),
  ).rejects.toMatchObject(refused);
  await ask((done) => sftp.unlink("/htdocs/way-out", done));
  expect(await readdir(outside)).toEqual(["secret.txt"]);
});

test("links cannot be created, and unknown requests are answered", async () => {
  const unsupported = { code: 8 };
  await expect(ask((done) => client.sftp.symlink("/etc/passwd", "/htdocs/link", done))).rejects.toMatchObject(
    unsupported,
  );
  await expect(
    ask((done) => client.sftp.ext_openssh_rename("/htdocs/a", "/htdocs/b", done)),
  ).rejects.toThrow();
  expect(await readdir(join(server, "htdocs"))).toEqual([]);
});

test("a wrong password and another user are refused", async () => {
  await expect(signIn(site, "wrong")).rejects.toMatchObject({ level: "client-authentication" });
  const stranger = { ...site, target: { ...site.target, user: "root" } };
  await expect(signIn(stranger)).rejects.toMatchObject({ level: "client-authentication" });
});

test("a shell is not offered", async () => {
  await expect(ask<ClientChannel>((done) => client.connection.exec("id", done))).rejects.toThrow();
});
