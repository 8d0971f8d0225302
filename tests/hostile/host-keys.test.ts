import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { sha256Fingerprint } from "#engine/publish/transports/sftp/host-keys.ts";
import { reportAttempts } from "#tests/support/attack.ts";
import { makeBlog, sftpSettings } from "#tests/support/blogs/blog-maker.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { type PasswordCatcher, startPasswordCatcher } from "#tests/support/servers/password-catcher.ts";
import { type CliResult, runCli } from "#tests/unit/engine/cli/run-cli.ts";

const password = "an-authors-password";
const another = `SHA256:${"A".repeat(43)}`;
let catcher: PasswordCatcher;
let server: OpenSshServer;
let data = "";
const blogs: string[] = [];

beforeAll(async () => {
  catcher = await startPasswordCatcher();
  if (hasOpenSsh) server = await startOpenSsh();
});
afterAll(async () => {
  await catcher.close();
  await server?.stop();
});
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "hitofude-host-keys-"));
});
afterEach(async () => {
  for (const folder of [data, ...blogs.splice(0)]) await rm(folder, { recursive: true, force: true });
});

async function blogFor(target: Parameters<typeof sftpSettings>[0]): Promise<string> {
  const blog = await makeBlog(2, sftpSettings(target));
  blogs.push(blog);
  return blog;
}

const caughtBlog = (): Promise<string> =>
  blogFor({
    host: "127.0.0.1",
    port: catcher.port,
    user: "author",
    directory: "/www",
    url: "http://127.0.0.1:9/",
    signIn: "password",
  });

function run(command: readonly string[], blog: string, more: readonly string[]): Promise<CliResult> {
  const environment = { XDG_DATA_HOME: data, HITOFUDE_PASSWORD: password };
  return runCli([...command, blog, "--target", "live", "--trust", ...more], { environment });
}

/** Returns the accepted keys of this test's program. */
const accepted = (): Promise<string> =>
  readFile(join(data, "hitofude", "known_hosts"), "utf8").catch(() => "");

const commands = [["test"], ["publish"], ["publish", "--dry-run"], ["undo"]];

test("only an option with the right fingerprint makes the shell send a password to an unknown key", async () => {
  const succeeded: string[] = [];
  const expectations: (() => void)[] = [];
  let tried = 0;
  for (const command of commands) {
    for (const more of [[], ["--yes"], ["--yes", "--host-key", another]]) {
      const blog = await caughtBlog();
      const { code, stdout, stderr } = await run(command, blog, more);
      const caught = catcher.caught();
      const name = [...command, ...more].join(" ");
      tried += 1;
      if (caught.length > 0 || (await accepted()) !== "") succeeded.push(`${name}: ${caught.join()}`);
      if (command[0] === "undo") continue;
      expectations.push(() => {
        expect(code, name).toBe(1);
        expect(stdout + stderr, name).toContain(catcher.fingerprint);
        if (more.length < 2) expect(stdout + stderr, name).toContain(`--host-key ${catcher.fingerprint}`);
      });
    }
  }
  await reportAttempts("unknown host keys", { tried, succeeded });
  for (const expectation of expectations) expectation();
});

test("a given fingerprint is also required of keys that are already known", async () => {
  const blog = await caughtBlog();
  await mkdir(join(data, "hitofude"));
  const first = await run(["test"], blog, ["--host-key", catcher.fingerprint]);
  expect(first.code).toBe(1);
  expect(catcher.caught()).toEqual([password]);
  const { code, stdout } = await run(["test"], blog, ["--host-key", another]);
  expect(code).toBe(1);
  await reportAttempts("a known key that is not the one given", {
    tried: 1,
    succeeded: catcher.caught(),
  });
  expect(stdout).toContain(another);
});

const sshTest = test.runIf(hasOpenSsh);

sshTest("with OpenSSH, the right fingerprint allows test and publish, and is stored", async () => {
  const [, key = ""] = server.hostKey.split(" ");
  const fingerprint = sha256Fingerprint(Buffer.from(key, "base64"));
  const { key: keyFile, ...target } = server.target({ url: "http://127.0.0.1:9/" });
  const blog = await blogFor({ ...target, key: keyFile });
  const refused = await run(["publish"], blog, ["--yes"]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain(`--host-key ${fingerprint}`);
  expect(await readdir(server.documentRoot)).toEqual([]);

  const wrong = await run(["publish"], blog, ["--yes", "--host-key", another]);
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toContain(another);
  expect(await readdir(server.documentRoot)).toEqual([]);

  const right = await run(["publish"], blog, ["--yes", "--host-key", another, "--host-key", fingerprint]);
  expect(right.code, right.stderr).toBe(0);
  for (const word of ["127.0.0.1", server.user, server.documentRoot, "http://127.0.0.1:9/"]) {
    expect(right.stderr).toContain(word);
  }
  expect(await readdir(server.documentRoot)).toContain("index.html");
  expect(await accepted()).toContain(server.hostKey);
  await writeFile(
    join(blog, "posts", "diary", "001.md"),
    "---\ntitle: x\nstatus: ready\ndate: 2025-04-01 08:01\n---\nx\n",
  );
  expect((await run(["publish"], blog, ["--yes"])).code).toBe(0);
});
