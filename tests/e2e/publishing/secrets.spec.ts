import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ElectronApplication, expect, type Locator, type Page } from "@playwright/test";
import { makeBlog, sftpSettings } from "#tests/support/blogs/blog-maker.ts";
import { freePort } from "#tests/support/servers/loopback-server.ts";
import { type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { hasPam, makePamService, type PamService } from "#tests/support/servers/pam-service.ts";
import {
  heapOf,
  keySecrets,
  type Secrets,
  searchFolder,
  searchPage,
  searchProcesses,
  secretsIn,
} from "#tests/support/blogs/planted-secrets.ts";
import { test } from "#tests/support/program/program-test.ts";
import { expectPublished, publishButton } from "#tests/support/program/publishing-window.ts";
import { startTcpProxy, type TcpProxy } from "#tests/support/servers/tcp-proxy.ts";

const random = (name: string): string => `${name}-${randomBytes(16).toString("hex")}`;
const password = random("password");
const wrongPassword = random("wrong");
const passphrase = random("passphrase");
const wrongPassphrase = random("mistyped");

let pam: PamService;
let server: OpenSshServer;
let proxy: TcpProxy;
/** Folder for all files that the program may write; the test's own files are elsewhere. */
let area = "";
let key = "";
let secrets: Secrets;

test.beforeAll(async () => {
  test.skip(!hasPam, "needs a server that takes passwords");
  pam = await makePamService({ password });
  server = await startOpenSsh([...pam.config, "PasswordAuthentication yes"]);
  proxy = await startTcpProxy(server.port);
  key = join(server.home, "..", "locked-key");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", passphrase, "-C", "", "-f", key]);
  await server.authorize(await readFile(`${key}.pub`, "utf8"));
  secrets = {
    password,
    "wrong password": wrongPassword,
    passphrase,
    "wrong passphrase": wrongPassphrase,
    ...(await keySecrets("the key", key)),
    ...(await keySecrets("the key, decrypted", decrypted(key))),
  };
});
test.afterAll(async () => {
  await proxy?.stop();
  await server?.stop();
  await pam?.remove();
});

const outerTemporary = process.env.TMPDIR;
test.beforeEach(async () => {
  area = await mkdtemp(join(tmpdir(), "hitofude-secrets-"));
  // Contains the desk, and the files that the program writes into the temporary folder
  process.env.TMPDIR = area;
});
test.afterEach(async () => {
  if (outerTemporary === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = outerTemporary;
  await rm(area, { recursive: true, force: true, maxRetries: 5 });
});

/** Writes the key without its passphrase into another file. */
function decrypted(file: string): string {
  const plain = `${file}-plain`;
  execFileSync("cp", [file, plain]);
  execFileSync("ssh-keygen", ["-q", "-p", "-P", passphrase, "-N", "", "-f", plain]);
  return plain;
}

test("passwords, passphrases and keys are nowhere after publishes that succeed, fail and crash", async ({
  setDesk,
  startProgram,
}) => {
  const blog = await makeBlog(
    3,
    sftpSettings(server.target({ port: proxy.port, url: "http://127.0.0.1:9/" })),
  );
  await writeFile(join(blog, "blog.yaml"), await targets(await freePort()));
  const desk = await setDesk({ blog });
  const { page, app } = await startProgram(desk);
  const said = wordsOf(app);
  const root = app.process().pid ?? 0;

  // First proves that the search can find a secret. Otherwise a search without results would prove nothing.
  await publishTo(page, "live");
  await page.getByRole("button", { name: "Connect to this server" }).click();
  const question = page.getByRole("alertdialog", { name: "Password for 127.0.0.1" });
  const field = question.getByRole("textbox", { name: "Password" });
  await type(field, wrongPassword);
  expect(secretsIn(await heapOf(page), secrets)).toEqual(["wrong password"]);

  await question.getByRole("button", { name: "Connect" }).click();
  await expect(question).toContainText("It was not accepted.");
  await type(field, password);
  await question.getByRole("button", { name: "Connect" }).click();
  const plan = page.getByRole("alertdialog", { name: "Before publishing" });
  await plan.waitFor();
  expect(searchProcesses(root, secrets).found).toEqual([]);

  expect(await searchPage(page, secrets)).toEqual([]);
  await plan.getByRole("button", { name: "Publish", exact: true }).click();
  await expectPublished(page);

  await putAway(page);
  await publishTo(page, "by key");
  const unlocking = page.getByRole("alertdialog", { name: /Passphrase/ });
  await answer(unlocking, "Passphrase", wrongPassphrase);
  await expect(unlocking).toContainText("It was not accepted.");
  await answer(unlocking, "Passphrase", passphrase);
  await expectPublished(page);

  // The engine crashes in the middle of a publish, with the secret in its memory
  for (const signal of ["SIGKILL", "SIGSEGV"] as const) {
    await putAway(page);
    proxy.mend();
    await publishTo(page, "live");
    await question.waitFor();
    await type(field, password);
    proxy.holdAfter(0);
    await question.getByRole("button", { name: "Connect" }).click();
    await expect(question).toBeHidden();
    await killEngine(app, signal);
    await expect(page.locator(".notice[role=alert]")).toBeVisible();
  }
  proxy.mend();

  await putAway(page);
  await publishTo(page, "nobody there");
  await expect(page.getByRole("alert").filter({ hasText: "did not accept a connection" })).toBeVisible();

  expect(await searchPage(page, secrets)).toEqual([]);
  const processes = searchProcesses(root, secrets);
  expect(processes.found).toEqual([]);
  expect(processes.count).toBeGreaterThan(3);
  expect(secretsIn(said(), secrets)).toEqual([]);
  await app.close();
  const disk = await searchFolder(area, secrets);
  expect(disk.found).toEqual([]);
  // Blog, cache, history, preferences, Chromium's own files
  expect(disk.files).toBeGreaterThan(100);
  expect((await searchFolder(server.documentRoot, secrets)).found).toEqual([]);
});

/**
 * Returns targets for the same server: by password and by key; and one with a port on which nothing listens.
 */
async function targets(closedPort: number): Promise<string> {
  const url = "http://127.0.0.1:9/";
  const live = sftpSettings(server.target({ port: proxy.port, url, signIn: "password", key: undefined }));
  const place = `    kind: sftp
    host: 127.0.0.1
    user: ${server.user}
    url: ${url}
    directory: ${server.documentRoot}`;
  return `${live}  by key:
${place}
    port: ${proxy.port}
    signIn: key
    key: ${key}
  nobody there:
${place}
    port: ${closedPort}
`;
}

async function publishTo(page: Page, target: string): Promise<void> {
  if (target === "live") return publishButton(page).click();
  await page.getByRole("button", { name: "Choose a target" }).click();
  await page.getByRole("menuitem", { name: `Publish to ${target}` }).click();
}

/**
 * Types as from a keyboard: the debugger's script that fills in a value would itself leave it on the heap.
 */
async function type(field: Locator, secret: string): Promise<void> {
  await field.focus();
  await field.page().keyboard.insertText(secret);
}

async function answer(sheet: Locator, label: string, secret: string): Promise<void> {
  await type(sheet.getByRole("textbox", { name: label }), secret);
  await sheet.getByRole("button", { name: "Connect" }).click();
}

async function putAway(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Close", exact: true }).first().click();
}

async function killEngine(app: ElectronApplication, signal: string): Promise<void> {
  const isKilled = await app.evaluate(({ app: electron }, name) => {
    const engine = electron.getAppMetrics().find((one) => one.name === "Hitofude engine");
    return engine !== undefined && process.kill(engine.pid, name);
  }, signal);
  expect(isKilled).toBe(true);
}

/** Returns a function that returns the program's output on its standard streams. */
function wordsOf(app: ElectronApplication): () => string {
  const chunks: Buffer[] = [];
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on("data", (chunk: Buffer) => chunks.push(Buffer.from(chunk)));
  }
  return () => Buffer.concat(chunks).toString("latin1");
}
