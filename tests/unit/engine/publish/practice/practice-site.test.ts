import { appendFile, mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Question } from "#contract/types/publish-run-types.ts";
import { openPracticeSite, type PracticeSite } from "#engine/publish/practice/practice-site.ts";
import { publishOverSftp as publish } from "#engine/publish/transports/sftp/sftp-target.ts";
import {
  buildSite,
  readTree,
  type SiteFiles,
  sampleSite,
  treeOf,
} from "#tests/support/publish/built-site.ts";
import { startTcpProxy } from "#tests/support/servers/tcp-proxy.ts";
import { yes } from "#tests/support/publish/sftp-publish.ts";
import { ask, signIn } from "./sftp-client.ts";

let folder = "";
let site: PracticeSite;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-practice-"));
  site = await openPracticeSite(join(folder, "practice"), "blog-1");
});
afterEach(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

/** Publishes as to any other host, and answers all questions with yes. Returns their kinds. */
async function publishTo(files: SiteFiles, port = site.target.port): Promise<Question["kind"][]> {
  const asked: Question["kind"][] = [];
  await publish({
    name: "practice",
    input: await buildSite(join(folder, "build"), files),
    target: { ...site.target, port },
    secrets: site.secrets,
    knownHostsFile: site.knownHostsFile,
    ask: (question) => {
      asked.push(question.kind);
      return yes(question);
    },
    client: { user: "author", computer: "desk" },
    review: false,
    program: "test",
  });
  return asked;
}

const htdocs = (): string => join(folder, "practice", "server", "htdocs");

test("is published to without a question about its key or its password", async () => {
  expect(await publishTo(sampleSite(30))).toEqual(["plan"]);
  expect(await readTree(htdocs())).toEqual(treeOf(sampleSite(30)));
  const page = await fetch(`${site.target.url}hitokoto/20220003.html`);
  expect(await page.text()).toBe(sampleSite(30)["hitokoto/20220003.html"]);
  expect(await publishTo(sampleSite(30, 2))).toEqual([]);
  expect(await readTree(htdocs())).toEqual(treeOf(sampleSite(30, 2)));
  // The publish deletes files
  expect(await publishTo(sampleSite(20, 2))).toEqual(["plan"]);
  expect(await readTree(htdocs())).toEqual(treeOf(sampleSite(20, 2)));
});

test("keeps its address and its key between starts", async () => {
  const [{ url }, knownHosts] = [site.target, await readFile(site.knownHostsFile, "utf8")];
  await publishTo(sampleSite(2));
  await site.close();
  site = await openPracticeSite(join(folder, "practice"), "blog-1");
  expect(site.target.url).toBe(url);
  expect(await readFile(site.knownHostsFile, "utf8")).toBe(knownHosts);
  expect(await publishTo(sampleSite(2, 2))).toEqual([]);
  expect((await fetch(url)).status).toBe(200);
});

test("has another address than the practice site of another blog", async () => {
  const other = await openPracticeSite(join(folder, "other"), "blog-2");
  expect(other.target.url).not.toBe(site.target.url);
  await other.close();
});

test("has the same address in a second process, and both can publish", async () => {
  const second = await openPracticeSite(join(folder, "practice"), "blog-1");
  expect(second.target.url).toBe(site.target.url);
  const first = site;
  site = second;
  await publishTo(sampleSite(2));
  site = first;
  expect(await publishTo(sampleSite(2, 2))).toEqual([]);
  await second.close();
  expect(await (await fetch(site.target.url)).text()).toContain("2");
});

test("uses another port if a different program uses its own", async () => {
  const port = Number(new URL(site.target.url).port);
  await site.close();
  const silent = createServer((socket) => socket.resume().on("error", () => undefined));
  await new Promise<void>((resolve) => silent.listen(port, "127.0.0.1", resolve));
  site = await openPracticeSite(join(folder, "practice"), "blog-1");
  expect(new URL(site.target.url).port).not.toBe(String(port));
  await new Promise((resolve) => silent.close(resolve));
});

test("a damaged key is replaced, and the new one is trusted", async () => {
  await site.close();
  await writeFile(join(folder, "practice", "host-key"), "damaged");
  site = await openPracticeSite(join(folder, "practice"), "blog-1");
  expect(await publishTo(sampleSite(1))).toEqual(["plan"]);
  expect((await stat(join(folder, "practice", "host-key"))).mode & 0o777).toBe(0o600);
});

test("foreign files need a decision", async () => {
  await appendFile(join(htdocs(), "index.html"), "by hand");
  expect(await publishTo(sampleSite(1))).toEqual(["plan"]);
});

/** Publishes again and again over a connection that breaks after varying times. */
async function publishWithCuts(): Promise<void> {
  const proxy = await startTcpProxy(site.target.port);
  for (let step = 0; step < 6; step++) {
    proxy.cutAfter(step * step * 2400 + 10);
    await publishTo(sampleSite(20, step + 1), proxy.port).catch(() => undefined);
    proxy.mend();
  }
  await proxy.stop();
}

test("clients that disconnect at any time do no harm", async () => {
  await publishWithCuts();
  await publishTo(sampleSite(20, 99));
  expect(await readTree(htdocs())).toEqual(treeOf(sampleSite(20, 99)));
});

// Only Linux lists the open files of a process
test.runIf(process.platform === "linux")(
  "clients that disconnect at any time leave no file open",
  async () => {
    await publishWithCuts();
    await publishTo(sampleSite(20, 99));
    // The site notices the end of a connection some time after the client.
    await expect.poll(openFilesOfSite).toEqual([]);
  },
);

async function openFilesOfSite(): Promise<string[]> {
  const open = await Promise.all((await readdir("/proc/self/fd")).map(openFile));
  return open.filter((path) => path.startsWith(folder));
}

async function openFile(number: string): Promise<string> {
  return readlink(`/proc/self/fd/${number}`).catch(() => "");
}

test("closes although a client keeps an idle connection", async () => {
  const silent = connect(site.target.port, "127.0.0.1");
  await new Promise<void>((resolve) => silent.once("data", () => resolve()));
  const client = await signIn(site);
  client.connection.on("error", () => undefined);
  await ask<Buffer>((done) => client.sftp.open("/htdocs/a", "w", done));
  const gone = new Promise((resolve) => silent.once("close", resolve));
  await site.close();
  await gone;
  site = await openPracticeSite(join(folder, "practice"), "blog-1");
});
