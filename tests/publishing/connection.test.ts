import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Question } from "#contract/types/publish-run-types.ts";
import { readTree, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { freePort, isRoot } from "#tests/support/servers/loopback-server.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { noSecrets, publishSite, yes } from "#tests/support/publish/sftp-publish.ts";

let server: OpenSshServer;
const sshTest = test.runIf(hasOpenSsh);
const rootTest = test.runIf(hasOpenSsh && isRoot);
const site = sampleSite(1);

beforeAll(async () => {
  if (hasOpenSsh) server = await startOpenSsh();
});
afterAll(() => server?.stop());
beforeEach(async () => {
  if (!hasOpenSsh) return;
  await server.emptyFolder(server.home);
  await server.emptyFolder(server.documentRoot);
  await rm(server.knownHostsFile, { force: true });
});

/** Answers a question about a host key with `accept`, and records all questions. */
function asker(accept: boolean): { ask: typeof yes; questions: Question[] } {
  const questions: Question[] = [];
  const ask = async (question: Question) => {
    questions.push(question);
    return { accept: question.kind === "hostKey" ? accept : true, answers: [], remember: false };
  };
  return { ask, questions };
}

sshTest(
  "a first key is shown with its fingerprint, stored after a yes, and not asked about again",
  async () => {
    const { ask, questions } = asker(true);
    await publishSite(server, site, { ask });
    const [first] = questions;
    expect(first).toMatchObject({ kind: "hostKey", host: "127.0.0.1", keyType: "ssh-ed25519" });
    const file = join(server.home, "key.pub");
    await writeFile(file, server.hostKey);
    const printed = execFileSync("ssh-keygen", ["-lf", file], { encoding: "utf8" });
    expect(first?.kind === "hostKey" && printed.includes(first.fingerprint)).toBe(true);
    expect(await readFile(server.knownHostsFile, "utf8")).toBe(
      `[127.0.0.1]:${server.port} ${server.hostKey.trim()}\n`,
    );
    const again = asker(false);
    await publishSite(server, sampleSite(2), { ask: again.ask });
    expect(again.questions).toEqual([]);
  },
);

sshTest("a key that the author declines stops the publish", async () => {
  const { ask } = asker(false);
  await expect(publishSite(server, site, { ask })).rejects.toMatchObject({ code: "publish.hostKeyUnknown" });
  expect(await readTree(server.documentRoot)).toEqual({});
});

sshTest("a changed key stops the publish without a question", async () => {
  const other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHKj+sVa9WcD/q2DJUJaf43Kptc8xYuUQA4bOFj9vC8T";
  await writeFile(server.knownHostsFile, `[127.0.0.1]:${server.port} ${other}\n`);
  const { ask, questions } = asker(true);
  const where = { name: `[127.0.0.1]:${server.port}`, files: server.knownHostsFile };
  await expect(publishSite(server, site, { ask })).rejects.toMatchObject({
    code: "publish.hostKeyChanged",
    values: { host: "127.0.0.1", ...where },
  });
  await writeFile(server.knownHostsFile, `@revoked * ${server.hostKey}\n`);
  await expect(publishSite(server, site, { ask })).rejects.toMatchObject({ code: "publish.hostKeyRejected" });
  expect(questions).toEqual([]);
});

sshTest("a refused connection, an unknown host and a server without SSH have different errors", async () => {
  const port = await freePort();
  await expect(publishSite(server, site, { target: server.target({ port }) })).rejects.toMatchObject({
    code: "publish.refused",
    values: { host: "127.0.0.1", port },
  });
  const host = "no-such-host.invalid";
  await expect(publishSite(server, site, { target: server.target({ host }) })).rejects.toMatchObject({
    code: "publish.hostUnknown",
  });
});

sshTest.each([
  ["web", "HTTP/1.1 400 Bad Request\r\n\r\n"],
  ["ftp", "220 ProFTPD Server ready.\r\n"],
  ["mail", "220 mail.example ESMTP Postfix\r\n"],
  ["oldSsh", "SSH-1.5-old\r\n"],
  ["other", "A".repeat(20_000)],
])("a port at which %s answers is named at once, and its connection is closed", async (service, greeting) => {
  let onClosed: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    onClosed = resolve;
  });
  // Half-open, as servers that wait for the client to close first
  const rude = createServer({ allowHalfOpen: true }, (socket) => {
    // Closes the connection when the client ends it, or after an error if the client left bytes unread.
    for (const event of ["end", "error"]) socket.on(event, () => void socket.destroy());
    socket.on("close", () => onClosed());
    socket.resume().write(greeting);
  });
  await new Promise<void>((resolve) => rude.listen(0, "127.0.0.1", resolve));
  const address = rude.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  await expect(publishSite(server, site, { target: server.target({ port }) })).rejects.toMatchObject({
    code: "publish.notSsh",
    values: { host: "127.0.0.1", port, service },
  });
  rude.close();
  await closed;
});

sshTest("a wrong user or key is a failed sign-in; a missing key file is unreadable", async () => {
  const stranger = join(server.home, "stranger");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", stranger]);
  await expect(publishSite(server, site, { target: server.target({ key: stranger }) })).rejects.toMatchObject(
    {
      code: "publish.keyRefused",
      values: { host: "127.0.0.1", user: server.user, path: stranger },
    },
  );
  const key = join(server.home, "nothing");
  await expect(publishSite(server, site, { target: server.target({ key }) })).rejects.toMatchObject({
    code: "publish.keyUnreadable",
  });
});

sshTest("a passphrase is asked for, again if it is wrong, and stored if the author wants that", async () => {
  const locked = join(server.home, "locked");
  await writeFile(locked, await readFile(server.keyFile), { mode: 0o600 });
  execFileSync("ssh-keygen", ["-q", "-p", "-P", "", "-N", "ひらけごま", "-f", locked]);
  const answers = ["wrong", "ひらけごま"];
  const retries: boolean[] = [];
  const kept: string[] = [];
  const ask = async (question: Question) => {
    if (question.kind !== "secret") return yes(question);
    retries.push(question.retry);
    return { accept: true, answers: [answers.shift() ?? ""], remember: true };
  };
  const secrets = { ...noSecrets, set: async (_id: object, secret: string) => void kept.push(secret) };
  await publishSite(server, site, { ask, secrets, target: server.target({ key: locked }) });
  expect(retries).toEqual([false, true]);
  expect(kept).toEqual(["ひらけごま"]);
  expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
});

sshTest("an agent signs in with the chosen key, even if it has others", async () => {
  const socket = join(server.home, "agent");
  const agent = execFileSync("ssh-agent", ["-a", socket, "-s"], { encoding: "utf8" });
  const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(agent)?.[1]);
  const before = process.env.SSH_AUTH_SOCK;
  process.env.SSH_AUTH_SOCK = socket;
  try {
    for (let number = 0; number < 7; number += 1) {
      const file = join(server.home, `wrong-${number}`);
      execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", file]);
      execFileSync("ssh-add", ["-q", file], { stdio: "ignore" });
    }
    const { key: _key, ...byAgent } = server.target({ signIn: "agent" });
    await expect(publishSite(server, site, { target: byAgent })).rejects.toMatchObject({
      code: "publish.agentManyKeys",
      values: { host: "127.0.0.1", user: server.user },
    });
    execFileSync("ssh-add", ["-q", server.keyFile], { stdio: "ignore" });
    await publishSite(server, site, { target: server.target({ signIn: "agent" }) });
    expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
  } finally {
    process.kill(pid);
    if (before === undefined) delete process.env.SSH_AUTH_SOCK;
    else process.env.SSH_AUTH_SOCK = before;
  }
});

rootTest.each([
  ["sftpNoise", "printf 'Welcome\\n'; exec /usr/lib/openssh/sftp-server", "root", "Welcome"],
  ["sftpReplaced", "printf 'Only for backups\\n'", "root", "Only for backups"],
  ["sftpReplaced", "internal-other", "nobody", "This account is currently not available."],
])("%s: the server's text before or in place of SFTP is shown", async (code, sftp, account, output) => {
  const other = await startOpenSsh([], { sftp, account });
  try {
    const publishing = publishSite(other, site);
    await expect(publishing).rejects.toMatchObject({
      code: `publish.${code}`,
      values: { user: account, output },
    });
  } finally {
    await other.stop();
  }
});

sshTest("a server that offers no SFTP is named", async () => {
  const other = await startOpenSsh(["Subsystem backup internal-sftp"]);
  try {
    await expect(publishSite(other, site)).rejects.toMatchObject({
      code: "publish.sftpReplaced",
      values: { host: "127.0.0.1", output: "refused" },
    });
  } finally {
    await other.stop();
  }
});

rootTest("a program in place of SFTP that says nothing is named", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-mute-"));
  await chmod(folder, 0o777);
  const other = await startOpenSsh([], { sftp: `touch ${folder}/begun; sleep 10`, account: "root" });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    let error: unknown;
    void publishSite(other, site).catch((reason: unknown) => {
      error = reason;
    });
    while (!error) {
      await setImmediate();
      if (existsSync(join(folder, "begun"))) await vi.advanceTimersByTimeAsync(1000);
    }
    expect(error).toMatchObject({
      code: "publish.sftpReplaced",
      values: { user: "root", output: "silent" },
    });
  } finally {
    vi.useRealTimers();
    await other.stop();
    await rm(folder, { recursive: true });
  }
});

sshTest("a server that never closes its side does not keep the connection open", async () => {
  const [proxy, closed] = await halfOpenProxy(server.port);
  const address = proxy.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  await publishSite(server, site, { target: server.target({ port }) });
  proxy.close();
  await closed;
});

/** Starts a proxy that passes on all but the ends of connections. Resolves when a client has closed. */
async function halfOpenProxy(port: number): Promise<[Server, Promise<void>]> {
  let onClosed: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    onClosed = resolve;
  });
  const proxy = createServer({ allowHalfOpen: true }, (socket) => {
    const upstream = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    socket.pipe(upstream, { end: false });
    upstream.pipe(socket, { end: false });
    // The system refuses what arrives for a socket that its program has closed, and so ends this connection.
    const knocking = setInterval(() => upstream.readableEnded && socket.write("x"), 100);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearInterval(knocking);
      upstream.destroy();
      onClosed();
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return [proxy, closed];
}

rootTest("a directory that must not be written to is named", async () => {
  await rm(server.documentRoot, { recursive: true });
  execFileSync("mkdir", [server.documentRoot]);
  await chmod(server.documentRoot, 0o755);
  await expect(publishSite(server, site)).rejects.toMatchObject({
    code: "publish.directoryDenied",
    values: { directory: server.documentRoot },
  });
});

rootTest("if nothing can be created beside the document root, the state is inside it", async () => {
  execFileSync("chown", ["root", server.home]);
  await chmod(server.home, 0o755);
  await publishSite(server, site);
  expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
  const all = await readTree(server.documentRoot, /^$/);
  const [secret] = Object.keys(all).filter((path) => path.startsWith(".hitofude-"));
  expect(secret).toMatch(/^\.hitofude-[0-9a-f]{32}\//);
  await publishSite(server, { ...site, "index.html": "second" });
  expect((await readTree(server.documentRoot))["index.html"]).toBe("second");
});

rootTest("a full disk is reported as full, changes nothing, and leaves no files behind", async () => {
  const disk = join(server.home, "small-disk");
  execFileSync("mkdir", [disk]);
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=2m,mode=777", "tmpfs", disk]);
  try {
    const directory = join(disk, "public_html");
    await server.emptyFolder(directory);
    const target = server.target({ directory });
    await publishSite(server, site, { target });
    const large = { ...site, "index.html": "second", "big.bin": Buffer.alloc(3_000_000, "x") };
    await expect(publishSite(server, large, { target })).rejects.toMatchObject({
      code: "publish.remoteDiskFull",
    });
    expect(await readTree(directory)).toEqual(treeOf(site));
    const { "big.bin": _big, ...fits } = large;
    await publishSite(server, fits, { target });
    expect(await readTree(directory)).toEqual(treeOf(fits));
  } finally {
    execFileSync("umount", ["-l", disk]);
  }
});
