import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { testConnection } from "#engine/publish/transports/sftp/sftp-target.ts";
import { makeBlog, sftpSettings } from "#tests/support/blogs/blog-maker.ts";
import { readTree, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { noSecrets, publishSite, yes } from "#tests/support/publish/sftp-publish.ts";
import { runCli } from "#tests/unit/engine/cli/run-cli.ts";

const sshTest = test.runIf(hasOpenSsh);
const site = sampleSite(1);
let server: OpenSshServer;
afterEach(() => server?.stop());

/** Configuration of a server that was set up many years ago. */
const oldServer = [
  "HostKeyAlgorithms ssh-rsa",
  "KexAlgorithms diffie-hellman-group14-sha1",
  "Ciphers aes128-cbc",
  "MACs hmac-sha1",
];
const oldNames = ["diffie-hellman-group14-sha1", "ssh-rsa", "aes128-cbc", "hmac-sha1"];

sshTest(
  "a server with only outdated algorithms is rejected with their names, before anything is asked or sent",
  async () => {
    server = await startOpenSsh(oldServer, { hostKeyType: "rsa" });
    let questions = 0;
    const ask: typeof yes = (question) => {
      questions += 1;
      return yes(question);
    };
    await expect(publishSite(server, site, { ask })).rejects.toMatchObject({
      code: "publish.oldAlgorithms",
      values: { host: "127.0.0.1", algorithms: oldNames.join(", ") },
    });
    expect(questions).toBe(0);
    expect(await readTree(server.documentRoot)).toEqual({});
  },
);

for (const [index, name] of oldNames.entries()) {
  sshTest(`each outdated algorithm alone is rejected and named: ${name}`, async () => {
    const line = [oldServer[1], oldServer[0], oldServer[2], oldServer[3]][index] ?? "";
    // Ciphers with built-in authentication need no separate MAC
    const alone = name === "hmac-sha1" ? [line, "Ciphers aes256-ctr"] : [line];
    server = await startOpenSsh(alone, { hostKeyType: "rsa" });
    await expect(publishSite(server, site)).rejects.toMatchObject({
      code: "publish.oldAlgorithms",
      values: { algorithms: name },
    });
    const { result } = await publishSite(server, site, { target: server.target({ oldAlgorithms: true }) });
    expect(result.notes).toContainEqual({ code: "connection.old", values: { algorithms: name } });
  });
}

sshTest("with the author's permission the connection works, and each publish warns", async () => {
  server = await startOpenSsh(oldServer, { hostKeyType: "rsa" });
  const target = server.target({ oldAlgorithms: true });
  for (const version of [site, sampleSite(2, 2)]) {
    const { result } = await publishSite(server, version, { target });
    expect(result.notes).toContainEqual({
      code: "connection.old",
      values: { algorithms: oldNames.join(", ") },
    });
    expect(await readTree(server.documentRoot)).toEqual(treeOf(version));
  }
  const options = {
    secrets: noSecrets,
    ask: yes,
    knownHostsFile: server.knownHostsFile,
    onReport: () => undefined,
  };
  const steps = await testConnection(async () => ({ ...target, url: "" }), options);
  expect(steps.find(({ step }) => step === "signIn")).toMatchObject({
    state: "warned",
    finding: { code: "test.oldAlgorithms", values: { algorithms: oldNames.join(", ") } },
  });
  const refused = await testConnection(async () => server.target(), options);
  expect(refused.find(({ state }) => state === "failed")?.finding?.code).toBe("publish.oldAlgorithms");
});

sshTest("the permission has no effect if the server has better algorithms", async () => {
  server = await startOpenSsh(
    [
      "HostKeyAlgorithms ssh-rsa,rsa-sha2-512",
      "KexAlgorithms diffie-hellman-group14-sha1,curve25519-sha256",
      "Ciphers aes128-cbc,aes256-ctr",
      "MACs hmac-sha1,hmac-sha2-256",
    ],
    { hostKeyType: "rsa" },
  );
  const { result } = await publishSite(server, site, { target: server.target({ oldAlgorithms: true }) });
  expect(result.notes.map(({ code }) => code)).not.toContain("connection.old");
});

sshTest("algorithms that anybody can break are not available even with the permission", async () => {
  server = await startOpenSsh(["KexAlgorithms diffie-hellman-group1-sha1"]);
  await expect(
    publishSite(server, site, { target: server.target({ oldAlgorithms: true }) }),
  ).rejects.toMatchObject({
    code: "publish.algorithms",
    values: { reason: "kex: diffie-hellman-group1-sha1" },
  });
});

sshTest("the shell rejects with the setting that permits it, then publishes with a warning", async () => {
  server = await startOpenSsh(oldServer, { hostKeyType: "rsa" });
  const settings = sftpSettings(server.target({ url: "http://127.0.0.1:9/" }));
  const blog = await makeBlog(1, settings);
  const data = join(server.home, "..", "data");
  await mkdir(join(data, "hitofude"), { recursive: true });
  await writeFile(join(data, "hitofude", "known_hosts"), `[127.0.0.1]:${server.port} ${server.hostKey}\n`);
  const environment = { XDG_DATA_HOME: data };
  try {
    const refused = await runCli(["publish", "--yes", "--trust", blog], { environment });
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining(oldNames.join(", ")) });
    expect(refused.stderr).toContain("oldAlgorithms: true");
    await writeFile(
      join(blog, "blog.yaml"),
      settings.replace("kind: sftp", "kind: sftp\n    oldAlgorithms: true"),
    );
    const published = await runCli(["publish", "--yes", "--trust", blog], { environment });
    expect(published, published.stderr).toMatchObject({ code: 0 });
    expect(published.stderr).toContain("is protected by outdated encryption (diffie-hellman-group14-sha1");
    expect(published.stderr).toContain("note: The files are there, but the public page could not be opened");
    expect(Object.keys(await readTree(server.documentRoot))).toContain("index.html");
    await writeFile(
      join(blog, "posts", "diary", "new.md"),
      "---\ntitle: 雨\ndate: 2025-05-01\n---\n\n雨。\n",
    );
    const outcome = await runCli(["publish", "--yes", "--json", "--trust", blog], { environment });
    expect(JSON.parse(outcome.stdout).notes).toEqual([
      {
        code: "verify.unreachable",
        values: expect.anything(),
        sentence: expect.stringContaining("have a look"),
      },
      {
        code: "connection.old",
        values: { algorithms: oldNames.join(", ") },
        sentence: expect.stringContaining("outdated encryption"),
      },
    ]);
  } finally {
    await rm(blog, { recursive: true, force: true });
  }
});
