import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { TestReport } from "#contract/types/connection-test-types.ts";
import type { Question } from "#contract/types/publish-run-types.ts";
import { publishTo, testTarget } from "#engine/publish/transports/registry.ts";
import { buildSite, readTree, sampleSite, treeOf } from "#tests/support/publish/built-site.ts";
import { noSecrets, yes } from "#tests/support/publish/sftp-publish.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";

const sshTest = test.runIf(hasOpenSsh);
const site = sampleSite(1);
let server: OpenSshServer;
let jump: OpenSshServer;
let folder = "";
let agent: { readonly socket: string; readonly pid: number };

beforeAll(async () => {
  if (!hasOpenSsh) return;
  // The forwarding log of the jump host shows which way the connection took.
  [server, jump] = await Promise.all([startOpenSsh(["MaxAuthTries 2"]), startOpenSsh()]);
  folder = await mkdtemp(join(tmpdir(), "hitofude-ssh-"));
  const socket = join(folder, "agent");
  const printed = execFileSync("ssh-agent", ["-a", socket, "-s"], { encoding: "utf8" });
  agent = { socket, pid: Number(/SSH_AGENT_PID=(\d+)/.exec(printed)?.[1]) };
  const env = { ...process.env, SSH_AUTH_SOCK: socket };
  for (let number = 0; number < 4; number += 1) {
    const file = join(folder, `wrong-${number}`);
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", file]);
    execFileSync("ssh-add", ["-q", file], { stdio: "ignore", env });
  }
  execFileSync("ssh-add", ["-q", server.keyFile], { stdio: "ignore", env });
});
afterAll(async () => {
  if (agent) process.kill(agent.pid);
  await Promise.all([server?.stop(), jump?.stop()]);
  if (folder) await rm(folder, { recursive: true });
});
beforeEach(() => hasOpenSsh && server.emptyFolder(server.documentRoot));

/** Publishes to `host` with nothing but its document root. Returns the questions about host keys. */
async function publishAs(
  host: string,
  config: readonly string[],
  changes: object = {},
): Promise<{ readonly asked: string[]; readonly steps: TestReport[] }> {
  const sshConfig = join(folder, "config");
  await writeFile(sshConfig, config.join("\n"));
  const asked: string[] = [];
  const ask = async (question: Question) => {
    if (question.kind === "hostKey") {
      const { host, jump: role } = question;
      asked.push(role ? `${host}, the jump host ${role.name} to ${role.to}` : host);
    }
    return yes(question);
  };
  const target = {
    kind: "sftp",
    host,
    directory: server.documentRoot,
    url: "",
    fileMode: "644",
    directoryMode: "755",
    ...changes,
  } as const;
  const access = { secrets: noSecrets, knownHostsFile: join(folder, `known-${asked.length}`), sshConfig };
  await rm(access.knownHostsFile, { force: true });
  const steps = await testTarget(target, { ask, onReport: () => undefined }, access);
  const build = await mkdtemp(join(folder, "build-"));
  await publishTo(
    target,
    {
      name: "live",
      input: await buildSite(build, site),
      ask,
      client: { user: "author", computer: "desk" },
      review: false,
      program: "test",
    },
    access,
  );
  expect(await readTree(server.documentRoot)).toEqual(treeOf(site));
  return { asked, steps };
}

const alias = (): string[] => [
  "Host blog",
  "HostName 127.0.0.1",
  `Port ${server.port}`,
  `User ${server.user}`,
];

sshTest("an alias of ~/.ssh/config alone leads to the server, with its key file", async () => {
  const { asked, steps } = await publishAs("blog", [
    ...alias(),
    `IdentityFile ${join(folder, "missing")}`,
    `IdentityFile ${server.keyFile}`,
    "IdentityAgent none",
    "UserKnownHostsFile /dev/null",
  ]);
  expect(asked).toEqual(["127.0.0.1"]);
  expect(steps.find(({ step }) => step === "name")).toMatchObject({
    state: "warned",
    finding: { code: "test.sshConfigIgnored", values: { host: "blog", keywords: "UserKnownHostsFile" } },
    values: { host: "blog", jump: "none" },
  });
});

sshTest("the key that a .pub file names signs in, among many keys of the configured agent", async () => {
  const pub = join(folder, "chosen.pub");
  await writeFile(pub, await readFile(`${server.keyFile}.pub`));
  const config = [...alias(), `IdentityAgent ${agent.socket}`];
  const named = [...config, `IdentityFile ${pub}`, "IdentitiesOnly yes"];
  const { asked } = await publishAs("blog", [...named, "HostKeyAlias my-server"]);
  expect(asked).toEqual(["my-server"]);
  expect(await readFile(join(folder, "known-0"), "utf8")).toMatch(/^my-server ssh-/);
  await publishAs("blog", config, { signIn: "agent", key: pub });
});

sshTest(
  "a jump host with its own settings passes the connection on, and both keys are asked about",
  async () => {
    const config = [
      ...["Host gate", "HostName localhost", `Port ${jump.port}`, `User ${jump.user}`, "IdentityAgent none"],
      `IdentityFile ${jump.keyFile}`,
      ...[...alias(), `IdentityFile ${server.keyFile}`, "IdentityAgent none", "ProxyJump gate"],
    ];
    const { asked, steps } = await publishAs("blog", config);
    expect(asked).toEqual(["localhost, the jump host gate to blog", "127.0.0.1"]);
    expect(steps[0]).toMatchObject({ step: "name", values: { host: "blog", jump: "gate" } });
    expect(steps.filter(({ state }) => state === "failed").map(({ step }) => step)).toEqual(["web"]);

    const keyless = config.map((line) => line.replace(jump.keyFile, join(folder, "no-key")));
    const sshConfig = join(folder, "keyless");
    await writeFile(sshConfig, [...keyless, "Host *", "IdentitiesOnly yes"].join("\n"));
    const { directory, url, fileMode, directoryMode } = server.target();
    const refused = await testTarget(
      { kind: "sftp", host: "blog", directory, url, fileMode, directoryMode },
      { ask: yes, onReport: () => undefined },
      { secrets: noSecrets, knownHostsFile: join(folder, "known-gate"), sshConfig },
    );
    expect(refused.find(({ state }) => state === "failed")).toMatchObject({
      step: "port",
      finding: { code: "publish.signInFailed", values: { host: "localhost" } },
    });

    const known = join(folder, "changed");
    await writeFile(known, `[localhost]:${jump.port} ${server.hostKey}\n`);
    await writeFile(sshConfig, config.join("\n"));
    const changed = await testTarget(
      { kind: "sftp", host: "blog", directory, url, fileMode, directoryMode },
      { ask: yes, onReport: () => undefined },
      { secrets: noSecrets, knownHostsFile: known, sshConfig },
    );
    expect(changed.find(({ state }) => state === "failed")).toMatchObject({
      finding: { code: "publish.hostKeyChanged", values: { host: "localhost", jump: "gate", to: "blog" } },
    });

    const closed = [...config.slice(0, -1), "ProxyJump gate", "Host nowhere", "HostName 127.0.0.1", "Port 1"];
    await expect(
      publishAs("nowhere", [...closed, `User ${server.user}`, "ProxyJump gate"]),
    ).rejects.toMatchObject({ code: "publish.jumpRefused", values: { jump: "gate", port: 1 } });
  },
);

sshTest("an IPv6 address in brackets is a host", async () => {
  const config = ["Host blog", "HostName [::1]", `Port ${server.port}`, `User ${server.user}`];
  const settings = [`IdentityFile ${server.keyFile}`, "IdentityAgent none"];
  // This server listens on IPv4 only, so a refusal shows that the address was understood.
  await expect(publishAs("blog", [...config, ...settings])).rejects.toMatchObject({
    code: "publish.refused",
    values: { host: "::1", port: server.port },
  });
});
