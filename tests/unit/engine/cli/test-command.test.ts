import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { type StaticServer, startStaticServer } from "#tests/support/servers/static-server.ts";
import { runCli } from "./run-cli.ts";

let blog = "";
let site = "";
let web: StaticServer;

beforeEach(async () => {
  blog = await mkdtemp(join(tmpdir(), "hitofude-test-command-"));
  site = join(blog, "site");
  await mkdir(site);
  web = await startStaticServer(site);
});
afterEach(async () => {
  await web.close();
  await rm(blog, { recursive: true, force: true });
});

async function writeSettings(url: string): Promise<void> {
  const folder = `  near:\n    kind: folder\n    directory: ${site}\n    url: ${url}\n`;
  await writeFile(join(blog, "blog.yaml"), `title: a\ntargets:\n  practice: {kind: practice}\n${folder}`);
}

test("each step has a line with its result, and success exits with 0", async () => {
  await writeSettings(web.url);
  const { code, stdout } = await runCli(["test", blog, "--trust", "--target", "near"]);
  expect(code).toBe(0);
  expect(stdout.trimEnd().split("\n")).toEqual([
    `✓ Document root: ${site} exists (empty).`,
    "✓ Writing: A file can be put there.",
    "✓ Replacing: A file can be replaced.",
    `✓ Public address: The file came back from ${web.url}.`,
    "✓ Shared parts: The host puts them into the pages (SSI).",
    "✓ Clearing up: Nothing of the test is left.",
  ]);
  expect(await readdir(site)).toEqual([]);
});

test("a failure is described in the shell's language, and as JSON", async () => {
  await writeSettings(`${web.url}elsewhere/`);
  const environment = { LANG: "ja_JP.UTF-8" };
  const shown = await runCli(["test", blog, "--trust", "--target", "near"], { environment });
  expect(shown.code).toBe(1);
  expect(shown.stdout).toContain(
    `✗ 公開アドレス: ${web.url}elsewhere/ を開くと、${site} とは別の場所が表示されます。`,
  );
  const { code, stdout } = await runCli(["test", blog, "--trust", "--target", "near", "--json"]);
  expect(code).toBe(1);
  const { steps }: { steps: unknown } = JSON.parse(stdout);
  expect(steps).toContainEqual({
    step: "web",
    state: "failed",
    values: {},
    finding: { code: "test.webElsewhere", values: { url: `${web.url}elsewhere/`, directory: site } },
    sentence: expect.stringContaining("shows another place"),
  });
});

test("the default target is tested, through its own server", async () => {
  await writeSettings(web.url);
  const { code, stdout } = await runCli(["test", blog, "--trust", "--json"]);
  const { steps }: { steps: { step: string; state: string }[] } = JSON.parse(stdout);
  expect(steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
    "name passed",
    "port passed",
    "hostKey passed",
    "signIn passed",
    "directory passed",
    "write passed",
    // The practice server implements only the standard, which has no rename that replaces a file.
    "rename warned",
    "web passed",
    "parts passed",
    "remove passed",
  ]);
  expect(code).toBe(0);
});

test("faulty settings of targets are named before the test", async () => {
  await writeSettings(web.url);
  const settings = await readFile(join(blog, "blog.yaml"), "utf8");
  await writeFile(join(blog, "blog.yaml"), settings.replace("    url:", "    urll: x\n    url:"));
  const misspelt = await runCli(["test", blog, "--trust", "--target", "near"]);
  expect(misspelt.stderr).toContain("blog.yaml:7: error: “targets.near.urll” is not a setting");
  expect(misspelt.stderr).toContain("did you mean “url”?");
  await writeFile(join(blog, "blog.yaml"), settings.replace(site, "[a]"));
  const missing = await runCli(["test", blog, "--trust", "--target", "near", "--json"]);
  expect(missing.code).toBe(1);
  expect(JSON.parse(missing.stdout)).toMatchObject({ ok: false, error: { code: "blog.settingsInvalid" } });
});

/** Sends bytes for as long as the client is connected. */
function flood(socket: Socket): void {
  const bytes = Buffer.alloc(64 * 1024, "A");
  const send = (): void => {
    for (let takesMore = true; takesMore && !socket.destroyed; ) takesMore = socket.write(bytes);
  };
  socket.on("drain", send);
  send();
}

test.each([
  ["an old SSH", (socket: Socket) => socket.write("SSH-1.5-old\r\n"), /answers as .* unsafe version 1\./],
  ["a web server", (socket: Socket) => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"), /a web server\./],
  ["a flood of bytes", flood, /answers as something else than an SSH server\./],
  ["a closed connection", (socket: Socket) => socket.end(), /closed the connection on port \d+ at once/],
] as const)("%s is named, and the program ends by itself", async (_, greet, message) => {
  const sockets = new Set<Socket>();
  // Half-open, as servers that wait for the client to close first
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket.on("error", () => undefined).resume());
    greet(socket);
  });
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const target = `kind: sftp, host: 127.0.0.1, port: ${port}, user: author, directory: /www, url: ${web.url}`;
  await writeFile(join(blog, "blog.yaml"), `title: a\ndefaultTarget: live\ntargets:\n  live: {${target}}\n`);
  const environment = { HITOFUDE_PASSWORD: "secret", XDG_DATA_HOME: join(blog, "data") };
  const tested = await runCli(["test", blog, "--trust"], { environment });
  expect(tested.code, tested.stderr).toBe(1);
  expect(tested.stdout).toMatch(new RegExp(`^✗ Server key: .*${message.source}`, "m"));
  const published = await runCli(["publish", blog, "--trust", "--yes"], { environment });
  expect(published).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(message) });
});
