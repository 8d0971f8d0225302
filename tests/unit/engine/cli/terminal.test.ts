import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ssh2 from "ssh2";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { Report } from "#engine/cli/report.ts";
import { type PracticeServer, startPracticeServer } from "#engine/publish/practice/practice-server.ts";
import { hasTerminals, TerminalScreen } from "#tests/support/terminal-screen.ts";
import { trustFolder } from "#tests/support/trusted-folder.ts";
import { program, runCli } from "./run-cli.ts";
import { makeHostKey } from "#engine/publish/practice/host-key.ts";
import { runHere } from "./run-here.ts";

const password = "ひみつ-pass word";
let folder = "";
let server: PracticeServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-terminal-"));
  await mkdir(join(folder, "server", "www"), { recursive: true });
  await mkdir(join(folder, "blog", "posts", "hibi"), { recursive: true });
  const hostKey = makeHostKey().privateKey;
  server = await startPracticeServer({ root: join(folder, "server"), hostKey, user: "author", password });
  await writeFile(
    join(folder, "blog", "posts", "hibi", "a.md"),
    "---\ntitle: 雨\ndate: 2024-05-06 9:00\n---\n文\n",
  );
  const settings = `title: 雨音
defaultTarget: live
sections:
  hibi:
    title: 日々
targets:
  live:
    kind: sftp
    host: 127.0.0.1
    port: ${server.port}
    user: author
    directory: /www
    url: http://127.0.0.1:9/
`;
  await writeFile(join(folder, "blog", "blog.yaml"), settings);
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const publish = (): string => `"${process.execPath}" "${program}" publish "${join(folder, "blog")}"`;

test.skipIf(!hasTerminals)("a password is read at the terminal without being shown", async () => {
  const screen = new TerminalScreen(publish(), folder);
  await screen.answer("Do you trust this folder? [y/N]", "y\r");
  await screen.answer("Is this the key of your server? [y/N]", "y\r");
  await screen.answer("password for author@127.0.0.1:", "wrong-secret\r");
  await screen.answer("password for author@127.0.0.1:", `${password}\r`);
  await screen.answer("Publish? [y/N]", "y\r");
  expect(await screen.ended, screen.everything).toBe(0);
  expect(screen.everything).not.toContain("wrong-secret");
  expect(screen.everything).not.toContain("ひみつ");
  const uploading = /Uploading…\r\n0 of (\d+) files, 0 B of [\d.]+ [KM]B\r/;
  const [, sent] = uploading.exec(screen.everything) ?? [];
  expect(screen.everything).toContain(`${sent} files sent`);
  expect(screen.everything).toContain(`Going live…\r\n0 of ${sent} files\r\u001b[K`);
  expect(await readdir(join(folder, "server", "www"))).toContain("20240506-0900.html");
  const knownHosts = await readFile(join(folder, ".local", "share", "hitofude", "known_hosts"), "utf8");
  expect(knownHosts).toContain(`[127.0.0.1]:${server.port} ssh-ed25519`);
});

/** Makes standard error a terminal until the test ends. Returns what is written to it. */
function terminalHere(): string[] {
  const written: string[] = [];
  const before = Object.getOwnPropertyDescriptor(process.stderr, "isTTY");
  Object.defineProperty(process.stderr, "isTTY", { value: true, configurable: true });
  const spy = vi.spyOn(process.stderr, "write").mockImplementation((text) => written.push(String(text)) > 0);
  onTestFinished(() => {
    spy.mockRestore();
    if (before) Object.defineProperty(process.stderr, "isTTY", before);
    else Reflect.deleteProperty(process.stderr, "isTTY");
  });
  return written;
}

test("a publish counts its files at a terminal, but with neither --quiet nor --json", async () => {
  const blog = join(folder, "blog");
  const settings = await readFile(join(blog, "blog.yaml"), "utf8");
  const target = `kind: folder\n    directory: ${join(folder, "server", "www")}\n    url`;
  await writeFile(
    join(blog, "blog.yaml"),
    settings.replace(/kind: sftp[\s\S]*url/, () => target),
  );
  await trustFolder(blog);
  const counted: (readonly string[])[] = [];
  for (const options of [[], ["--quiet"], ["--json"]]) {
    await appendFile(join(blog, "posts", "hibi", "a.md"), "もう一行\n");
    const written = terminalHere();
    const { code, stdout, stderr } = await runHere(["publish", "--yes", ...options, blog]);
    expect([code, stdout], stderr).toEqual([0, expect.stringContaining("20240506-0900.html")]);
    counted.push(written.filter((text) => text.includes(" files")));
  }
  const [plain = [], ...others] = counted;
  expect(plain[0]).toMatch(/^0 of \d+ files, 0 B of \d+ KB$/);
  expect(others).toEqual([[], []]);
});

test.each([
  ["ja", "25 / 100 ファイル、25 KB / 100 KB"],
  ["en", "25 of 100 files, 25 KB of 100 KB"],
] as const)("in %s, the line of progress changes at most four times a second", (language, second) => {
  vi.useFakeTimers({ toFake: ["performance"] });
  onTestFinished(() => void vi.useRealTimers());
  const written = terminalHere();
  const report = new Report(language);
  for (let done = 0; done <= 100; done++) {
    const sizes = { bytes: 100_000, sent: report.size(done * 1000), size: report.size(100_000) };
    report.progress("shell.progress.files", { done, total: 100, ...sizes });
    vi.advanceTimersByTime(10);
  }
  report.say("end");
  expect(written.filter((_, index) => index % 2 === 1)).toEqual(Array(5).fill("\r\u001b[K"));
  expect([written.length, written[2], written.at(-1)]).toEqual([11, second, "end\n"]);
});

test.skipIf(!hasTerminals)(
  "Ctrl+C at a question stops the publish, and the terminal is restored",
  async () => {
    const screen = new TerminalScreen(`${publish()} --trust; echo "code $?"; stty -a`, folder);
    await screen.answer("Is this the key of your server? [y/N]", "y\r");
    await screen.answer("password for author@127.0.0.1:", "\u0003");
    await screen.ended;
    expect(screen.text).toContain("Stopped.");
    expect(screen.text).toContain("code 1");
    expect(screen.text).toMatch(/ echo /);
  },
);

test("without a terminal, the password is read from the environment", async () => {
  const environment = { HITOFUDE_PASSWORD: password, XDG_DATA_HOME: join(folder, "data") };
  const blog = join(folder, "blog");
  const unknown = await runCli(["publish", "--yes", "--trust", blog], { environment });
  expect(unknown).toMatchObject({ code: 1, stdout: "" });
  expect(unknown.stderr).toMatch(
    /has not been checked yet \(ssh-ed25519 (SHA256:\S+)\)\..* again with --host-key \1$/m,
  );
  await mkdir(join(folder, "data", "hitofude"), { recursive: true });
  await writeFile(join(folder, "data", "hitofude", "known_hosts"), await knownHostsLine());
  const passwords = [
    ["wrong", "test.passwordRefused", /did not accept the password of “author”/],
    ["", "publish.secretNeeded", /HITOFUDE_PASSWORD/],
  ] as const;
  for (const [given, code, message] of passwords) {
    const refused = await runCli(["publish", "--yes", "--trust", "--json", blog], {
      environment: { ...environment, HITOFUDE_PASSWORD: given },
    });
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("password for author@127.0.0.1"),
    });
    const error = { code, message: expect.stringMatching(message) };
    expect(JSON.parse(refused.stdout)).toMatchObject({ ok: false, error });
  }
  expect((await runCli(["publish", "--yes", "--trust", blog], { environment })).code).toBe(0);
});

/** Returns the line that OpenSSH writes after the first sign-in. */
async function knownHostsLine(): Promise<string> {
  const client = new ssh2.Client();
  const key = await new Promise<Buffer>((resolve, reject) => {
    client.on("error", reject);
    client.connect({
      host: "127.0.0.1",
      port: server.port,
      username: "author",
      password,
      hostVerifier: (shown: Buffer) => {
        resolve(shown);
        return true;
      },
    });
  });
  client.end();
  return `[127.0.0.1]:${server.port} ssh-ed25519 ${key.toString("base64")}\n`;
}
