import { execFileSync } from "node:child_process";
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { networkInterfaces, tmpdir } from "node:os";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { FileEntryWithStats } from "ssh2";
import { openPracticeSite, type PracticeSite } from "#engine/publish/practice/practice-site.ts";
import { reportAttempts, tryAttack } from "#tests/support/attack.ts";
import { rawRequest } from "#tests/support/servers/raw-request.ts";
import { ask, signIn } from "#tests/unit/engine/publish/practice/sftp-client.ts";

const secret = "the author's secret";
let folder = "";
let practice = "";
let htdocs = "";
let home = "";
let site: PracticeSite | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-hostile-practice-"));
  [practice, home] = [join(folder, "practice"), join(folder, "home")];
  htdocs = join(practice, "server", "htdocs");
  await mkdir(home);
  await writeFile(join(home, "secret.txt"), secret);
  await writeFile(join(home, "index.html"), secret);
  site = undefined;
});
afterEach(async () => {
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(): Promise<PracticeSite> {
  // A separate id, because tests that run at the same time must not get the port of this site
  site = await openPracticeSite(practice, "hostile-blog");
  return site;
}

const portOf = ({ target }: PracticeSite): number => Number(new URL(target.url).port);

/** Sends a request line and headers, and returns the answer. Closes the connection afterwards. */
function get(port: number, target: string, headers: readonly string[], version = "1.1"): Promise<string> {
  return rawRequest(
    port,
    `GET ${target} HTTP/${version}\r\n${[...headers, "Connection: close"].join("\r\n")}\r\n\r\n`,
  );
}

test("pages are served only to requests with an address of this computer", async () => {
  await mkdir(htdocs, { recursive: true });
  await writeFile(join(htdocs, "index.html"), secret);
  const port = portOf(await open());
  const own = `127.0.0.1:${port}`;
  const requests: [string, string, string[], string?][] = [
    ["another host", "/", [`Host: evil.example:${port}`]],
    ["another host without a port", "/", ["Host: evil.example"]],
    ["a host that begins like ours", "/", [`Host: 127.0.0.1.evil.example:${port}`]],
    ["a host that ends like ours", "/", [`Host: evil.localhost:${port}`]],
    ["the address without its port", "/", ["Host: 127.0.0.1"]],
    ["another port", "/", [`Host: 127.0.0.1:${port + 1}`]],
    ["an account before the host", "/", [`Host: x@${own}`]],
    ["a path behind the host", "/", [`Host: ${own}/x`]],
    ["two hosts in one line", "/", [`Host: ${own}, evil.example`]],
    ["two hosts, ours first", "/", [`Host: ${own}`, "Host: evil.example"]],
    ["two hosts, ours last", "/", ["Host: evil.example", `Host: ${own}`]],
    ["ours twice", "/", [`Host: ${own}`, `Host: ${own}`]],
    ["an empty host", "/", ["Host:"]],
    ["no host", "/", []],
    ["no host in an old request", "/", [], "1.0"],
    ["a whole address of another host", "http://evil.example/", [`Host: ${own}`]],
    ["a whole address of ours, asked of another", `http://${own}/`, ["Host: evil.example"]],
    ["all addresses", "/", [`Host: 0.0.0.0:${port}`]],
    ["a number for the address", "/", [`Host: 2130706433:${port}`]],
    ["a short form of the address", "/", [`Host: 127.1:${port}`]],
    ["a name with a dot at its end", "/", [`Host: evil.example.:${port}`]],
    ["another address of loopback", "/", [`Host: 127.0.0.2:${port}`]],
  ];
  const succeeded: string[] = [];
  for (const [name, target, headers, version] of requests) {
    const answer = await get(port, target, headers, version);
    if (!/^HTTP\/1\.1 (?:400|421) /.test(answer) || answer.includes(secret)) succeeded.push(name);
  }
  await reportAttempts("DNS rebinding", { tried: requests.length, succeeded });
  for (const host of [own, `localhost:${port}`, `LOCALHOST:${port}`]) {
    expect(await get(port, "/", [`Host: ${host}`]), host).toContain(secret);
  }
});

test("no other computer can connect", async () => {
  const { target } = await open();
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal, family }) => !internal && family === "IPv4")
    .map(({ address }) => address);
  const succeeded: string[] = [];
  const places = ["127.0.0.2", ...addresses].flatMap((host) =>
    [target.port, Number(new URL(target.url).port)].map((port) => ({ host, port })),
  );
  for (const { host, port } of places) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, host, () => resolve(true)).on("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (isOpen) succeeded.push(`${host}:${port}`);
  }
  await reportAttempts("connections from outside", { tried: places.length, succeeded });
});

/** Folders of a practice site that are replaced by a link before it starts. */
const linked = {
  "the document root": () => htdocs,
  "the server's folder": () => join(practice, "server"),
  "the whole folder": () => practice,
};

for (const [name, place] of Object.entries(linked)) {
  test(`a link in place of ${name} is neither served nor written through`, async () => {
    await mkdir(dirname(place()), { recursive: true });
    await symlink(home, place());
    await tryAttack(`link as ${name}`, async () => {
      const before = (await readdir(home)).sort().join();
      const started = await openPracticeSite(practice, "hostile-blog").catch(() => undefined);
      const port = started && portOf(started);
      const page = port ? await get(port, "/", [`Host: 127.0.0.1:${port}`]) : "";
      const text = port ? await get(port, "/secret.txt", [`Host: 127.0.0.1:${port}`]) : "";
      await started?.close();
      return page.includes(secret) || text.includes(secret) || (await readdir(home)).sort().join() !== before;
    });
  });
}

test("links, pipes and devices inside the site are not served", async () => {
  await mkdir(join(htdocs, "real"), { recursive: true });
  await writeFile(join(htdocs, ".hidden"), secret);
  await writeFile(join(htdocs, "real", "page.html"), "page");
  await symlink(home, join(htdocs, "home"));
  await symlink(join(home, "secret.txt"), join(htdocs, "file.txt"));
  await symlink(".hidden", join(htdocs, "shown.txt"));
  await symlink("real", join(htdocs, "inside"));
  await symlink("/", join(htdocs, "top"));
  await symlink("/dev/zero", join(htdocs, "zero"));
  await symlink("loop", join(htdocs, "loop"));
  await symlink(join(home, "index.html"), join(htdocs, "index.html"));
  await symlink(join(home, "secret.txt"), join(htdocs, "404.html"));
  for (const pipe of ["pipe", "real/index.html"]) execFileSync("mkfifo", [join(htdocs, pipe)]);
  const port = portOf(await open());
  const paths = [
    "/home/secret.txt",
    "/home/",
    "/home",
    "/file.txt",
    "/shown.txt",
    "/inside/page.html",
    `/top${home}/secret.txt`,
    "/zero",
    "/loop",
    "/loop/x",
    "/",
    "/index.html",
    "/pipe",
    "/real/",
    "/real/index.html",
    "/none",
  ];
  const succeeded: string[] = [];
  for (const path of paths) {
    const answer = await get(port, path, [`Host: 127.0.0.1:${port}`]);
    if (!/^HTTP\/1\.1 404 /.test(answer) || answer.includes(secret)) succeeded.push(path);
  }
  await reportAttempts("links and pipes for readers", { tried: paths.length, succeeded });
  expect(await get(port, "/real/page.html", [`Host: 127.0.0.1:${port}`])).toContain("page");
});

test("an SFTP client cannot follow links or open pipes inside the site", async () => {
  await mkdir(htdocs, { recursive: true });
  await symlink(home, join(htdocs, "home"));
  await symlink(join(home, "secret.txt"), join(htdocs, "file.txt"));
  await symlink(join(home, "made.txt"), join(htdocs, "made.txt"));
  await symlink("../../../home", join(htdocs, "up"));
  await writeFile(join(htdocs, "own.txt"), "own");
  execFileSync("mkfifo", [join(htdocs, "pipe")]);
  const client = await signIn(await open());
  const { sftp } = client;
  const attempts: Record<string, () => Promise<unknown>> = {
    "read a link": () => ask<Buffer>((done) => sftp.readFile("/htdocs/file.txt", done)),
    "read through a link": () => ask<Buffer>((done) => sftp.readFile("/htdocs/home/secret.txt", done)),
    "read through a relative link": () => ask<Buffer>((done) => sftp.readFile("/htdocs/up/secret.txt", done)),
    "write a link": () => ask((done) => sftp.writeFile("/htdocs/made.txt", "x", done)),
    "write through a link": () => ask((done) => sftp.writeFile("/htdocs/home/new.txt", "x", done)),
    "append to a link": () => ask((done) => sftp.appendFile("/htdocs/file.txt", "x", done)),
    "list a link": () => ask<FileEntryWithStats[]>((done) => sftp.readdir("/htdocs/home", done)),
    "make a folder behind a link": () => ask((done) => sftp.mkdir("/htdocs/home/folder", done)),
    "remove behind a link": () => ask((done) => sftp.unlink("/htdocs/home/secret.txt", done)),
    "remove a folder behind a link": () => ask((done) => sftp.rmdir("/htdocs/home", done)),
    "move out through a link": () =>
      ask((done) => sftp.rename("/htdocs/own.txt", "/htdocs/home/own.txt", done)),
    "move in through a link": () =>
      ask((done) => sftp.rename("/htdocs/home/secret.txt", "/htdocs/mine.txt", done)),
    "change the mode behind a link": () => ask((done) => sftp.chmod("/htdocs/file.txt", 0o666, done)),
    "change the times behind a link": () => ask((done) => sftp.utimes("/htdocs/file.txt", 1, 1, done)),
    "make a link": () => ask((done) => sftp.symlink(home, "/htdocs/link", done)),
    "read a link's words": () => ask<string>((done) => sftp.readlink("/htdocs/home", done)),
    "make a hard link": () =>
      ask((done) => sftp.ext_openssh_hardlink("/htdocs/own.txt", "/htdocs/hard", done)),
    "read a pipe": () => ask<Buffer>((done) => sftp.readFile("/htdocs/pipe", done)),
    "write a pipe": () => ask((done) => sftp.writeFile("/htdocs/pipe", "x", done)),
  };
  const succeeded: string[] = [];
  for (const [name, attempt] of Object.entries(attempts)) {
    const isDone = await attempt().then(
      () => true,
      () => false,
    );
    if (isDone) succeeded.push(name);
  }
  client.connection.end();
  await reportAttempts("links and pipes over SFTP", { tried: Object.keys(attempts).length, succeeded });
  expect((await readdir(home)).sort()).toEqual(["index.html", "secret.txt"]);
  expect(await readFile(join(home, "secret.txt"), "utf8")).toBe(secret);
  expect((await lstat(join(htdocs, "home"))).isSymbolicLink()).toBe(true);
});

test("a pipe or link in place of the server's key does not block it, and is not written through", async () => {
  await mkdir(practice);
  execFileSync("mkfifo", [join(practice, "host-key")]);
  await symlink(join(home, "secret.txt"), join(practice, "known_hosts"));
  await open();
  expect((await lstat(join(practice, "host-key"))).isFile()).toBe(true);
  expect(await readFile(join(home, "secret.txt"), "utf8")).toBe(secret);
});
