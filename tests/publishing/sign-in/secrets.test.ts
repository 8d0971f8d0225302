import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBlog, sftpSettings } from "#tests/support/blogs/blog-maker.ts";
import { freePort } from "#tests/support/servers/loopback-server.ts";
import { type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { hasPam, makePamService, type PamService } from "#tests/support/servers/pam-service.ts";
import { keySecrets, type Secrets, searchFolder, secretsIn } from "#tests/support/blogs/planted-secrets.ts";
import { familyOf } from "#tests/support/processes.ts";
import { hasRclone } from "#tests/support/servers/rclone.ts";
import { startTcpProxy, type TcpProxy } from "#tests/support/servers/tcp-proxy.ts";
import { hasTerminals, TerminalScreen } from "#tests/support/terminal-screen.ts";
import { program, startCli } from "#tests/unit/engine/cli/run-cli.ts";

const random = (name: string): string => `${name}-${randomBytes(16).toString("hex")}`;
const [password, wrong, passphrase] = [random("password"), random("wrong"), random("passphrase")];
let pam: PamService;
let server: OpenSshServer;
let proxy: TcpProxy;
/** Folder for all files that the program may write; the test's own files are elsewhere. */
let area = "";
let blog = "";
let secrets: Secrets;
/** Everything that was printed on standard streams and terminals. */
let said = "";

beforeAll(async () => {
  if (!hasPam) return;
  pam = await makePamService({ password });
  server = await startOpenSsh([...pam.config, "PasswordAuthentication yes"]);
  proxy = await startTcpProxy(server.port);
  const key = join(server.home, "..", "locked-key");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", passphrase, "-C", "", "-f", key]);
  await server.authorize(await readFile(`${key}.pub`, "utf8"));
  secrets = { password, "wrong password": wrong, passphrase, ...(await keySecrets("the key", key)) };
  area = await mkdtemp(join(tmpdir(), "hitofude-secrets-"));
  await mkdir(join(area, "data", "hitofude"), { recursive: true });
  await writeFile(
    join(area, "data", "hitofude", "known_hosts"),
    `[127.0.0.1]:${server.port} ${server.hostKey}\n[127.0.0.1]:${proxy.port} ${server.hostKey}\n`,
  );
  await mkdir(join(area, "there"));
  await writeFile(join(area, "rclone.conf"), `[near]\ntype = alias\nremote = ${area}\n`);
  blog = join(area, "blog");
  await rename(await makeBlog(3, await settings(key)), blog);
});
afterAll(async () => {
  await proxy?.stop();
  await server?.stop();
  await pam?.remove();
  if (area !== "") await rm(area, { recursive: true, force: true });
});

async function settings(key: string): Promise<string> {
  const url = "http://127.0.0.1:9/";
  const live = sftpSettings(server.target({ port: proxy.port, url, signIn: "password", key: undefined }));
  const place = `    kind: sftp
    host: 127.0.0.1
    user: ${server.user}
    url: ${url}
    directory: ${server.documentRoot}`;
  return `${live}  byKey:
${place}
    port: ${server.port}
    signIn: key
    key: ${key}
  nobody:
${place}
    port: ${await freePort()}
  away:
    kind: rclone
    remote: near:there
    url: ${url}
`;
}

const environment = (given: Readonly<Record<string, string>>): Record<string, string> => ({
  XDG_DATA_HOME: join(area, "data"),
  TMPDIR: area,
  RCLONE_CONFIG: join(area, "rclone.conf"),
  ...given,
});

/** Starts a publish and records its output. */
async function start(target: string, given: Readonly<Record<string, string>>) {
  const args = ["publish", blog, "--target", target, "--json", "--yes", "--trust"];
  const child = await startCli(args, { environment: environment(given) });
  child.stdin?.end();
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const streams = [child.stdout, child.stderr].map((stream) => (stream ? text(stream) : ""));
  const code = Promise.all(streams).then(async (words) => {
    said += words.join("");
    return ended;
  });
  return { child, code };
}

async function publish(target: string, given: Readonly<Record<string, string>>): Promise<number | null> {
  return (await start(target, given)).code;
}

/** Number of sent bytes after which the line is held: after the sign-in and before the end. */
const heldAt = 2500;

const secretTest = test.runIf(hasPam);

secretTest("secrets from the environment: publishes that succeed, fail and are killed", async () => {
  expect(await publish("live", { HITOFUDE_PASSWORD: wrong })).toBe(1);
  expect(await publish("live", { HITOFUDE_PASSWORD: password })).toBe(0);
  expect(await publish("byKey", { HITOFUDE_PASSPHRASE: wrong })).toBe(1);
  expect(await publish("byKey", { HITOFUDE_PASSPHRASE: passphrase })).toBe(0);
  expect(await publish("nobody", { HITOFUDE_PASSWORD: password })).toBe(1);
  // A change to publish: a publish without changes ends after 1,800 bytes
  await appendFile(join(blog, "posts", "diary", "001.md"), "\n書き足した。\n");
  proxy.holdAfter(heldAt);
  const { child, code } = await start("live", { HITOFUDE_PASSWORD: password });
  const before = proxy.sent;
  while (proxy.sent < before + heldAt) await new Promise((resolve) => setTimeout(resolve, 20));
  const lines = familyOf(child.pid ?? 0).map(({ commandLine }) => commandLine);
  expect(lines.length).toBeGreaterThan(0);
  expect(secretsIn(lines.join("\n"), secrets)).toEqual([]);
  child.kill("SIGKILL");
  await code;
  proxy.mend();
});

test.runIf(hasPam && hasTerminals)("secrets typed at a terminal: wrong, then right", async () => {
  const command = `"${process.execPath}" "${program}" publish "${blog}" --json --yes --trust`;
  const screen = new TerminalScreen(command, area, environment({}));
  await screen.answer(`password for ${server.user}@127.0.0.1:`, `${wrong}\r`);
  await screen.answer(`password for ${server.user}@127.0.0.1:`, `${password}\r`);
  expect(await screen.ended, screen.everything).toBe(0);
  said += screen.everything;
});

test.runIf(hasPam && hasRclone)("child processes do not get the secrets", async () => {
  // A program before the real rclone in the `PATH` writes down the environment that it gets
  const programs = await mkdtemp(join(tmpdir(), "hitofude-programs-"));
  const [record, real] = [join(programs, "environ"), execFileSync("which", ["rclone"], { encoding: "utf8" })];
  const script = `#!/bin/sh\ncat /proc/$$/environ >> '${record}'\nexec '${real.trim()}' "$@"\n`;
  await writeFile(join(programs, "rclone"), script, { mode: 0o755 });
  const given = {
    HITOFUDE_PASSWORD: password,
    HITOFUDE_PASSPHRASE: passphrase,
    PATH: `${programs}:${process.env.PATH}`,
  };
  expect(await publish("away", given)).toBe(0);
  const environs = await readFile(record, "latin1");
  expect(environs).toContain("RCLONE_RC_USER");
  expect(secretsIn(environs, secrets)).toEqual([]);
  await rm(programs, { recursive: true });
});

secretTest("after that, the secrets are in no file and in no output", async () => {
  expect(said).toContain('"uploaded"');
  expect(secretsIn(said, secrets)).toEqual([]);
  const planted = join(area, "planted");
  await writeFile(planted, `a ${Buffer.from(`a ${password} b`).toString("base64")} b`);
  expect((await searchFolder(area, secrets)).found).toEqual([`${planted}: password`]);
  await rm(planted);
  const { found, files } = await searchFolder(area, secrets);
  expect(found).toEqual([]);
  expect(files).toBeGreaterThan(30);
  expect((await searchFolder(server.documentRoot, secrets)).found).toEqual([]);
});
