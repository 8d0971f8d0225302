import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import { type AgentSystem, findAgent } from "#engine/publish/transports/sftp/agent.ts";
import { Report } from "#engine/cli/report.ts";
import { eventually } from "#tests/support/eventually.ts";

const hasAgent = spawnSync("ssh-agent", ["-k"]).error === undefined;

let folder = "";
const agents: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-agent-"));
  await mkdir(join(folder, "pipe"));
});
afterEach(async () => {
  for (const agent of agents.splice(0)) {
    const ended = once(agent, "exit");
    agent.kill();
    await ended;
  }
  await rm(folder, { recursive: true });
});

/** Simulates a Windows computer whose named pipes are the sockets in a folder. */
function windows(env: AgentSystem["env"] = {}): AgentSystem {
  return { platform: "win32", env, pipes: join(folder, "pipe/") };
}

/** Runs a real agent at a pipe, and gives it a new key. Returns the file of the key. */
async function runAgent(pipe: string, hasKey = true): Promise<string> {
  const socket = join(folder, "pipe", pipe);
  agents.push(spawn("ssh-agent", ["-D", "-a", socket], { stdio: "ignore" }));
  await eventually(() => expect(existsSync(socket)).toBe(true));
  const key = join(folder, `key of ${pipe}`);
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", pipe, "-f", key]);
  if (hasKey) {
    execFileSync("ssh-add", [key], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: "ignore" });
  }
  return key;
}

/** The comments of the keys that the found agent offers. */
async function offered(system: AgentSystem, keyFile?: string): Promise<string[]> {
  const agent = await findAgent(keyFile, system);
  return new Promise((resolve, reject) => {
    agent.getIdentities((error, keys) => {
      if (error) reject(error);
      else resolve((keys ?? []).map((key) => String(Reflect.get(Object(key), "comment"))));
    });
  });
}

const failure = (system: AgentSystem): Promise<unknown> =>
  findAgent(undefined, system).then(
    () => null,
    (error: unknown) => error,
  );

describe.skipIf(!hasAgent)("on Windows", () => {
  test("the service of OpenSSH is found at its pipe", async () => {
    await runAgent("openssh-ssh-agent");
    expect(await offered(windows())).toEqual(["openssh-ssh-agent"]);
  });

  test("Pageant is found at its pipe while the service is stopped, and behind a socket of Git Bash", async () => {
    await runAgent("pageant.taro.0f3a");
    expect(await offered(windows())).toEqual(["pageant.taro.0f3a"]);
    expect(await offered(windows({ SSH_AUTH_SOCK: "/tmp/ssh-XXXX/agent.1" }))).toEqual(["pageant.taro.0f3a"]);
  });

  test("of two agents, the one with the key is taken", async () => {
    await runAgent("openssh-ssh-agent", false);
    const key = await runAgent("pageant.taro.0f3a");
    expect(await offered(windows())).toEqual(["pageant.taro.0f3a"]);
    expect(await offered(windows(), key)).toEqual(["pageant.taro.0f3a"]);
  });

  test("an agent without keys, or without the chosen key, is named", async () => {
    const key = await runAgent("openssh-ssh-agent", false);
    expect(await failure(windows())).toMatchObject({ code: "publish.agentEmpty" });
    await runAgent("pageant.taro.0f3a");
    await expect(findAgent(key, windows())).rejects.toMatchObject({
      code: "publish.agentLacksKey",
      values: { path: key },
    });
  });
});

test("a stopped service is named, in both languages", async () => {
  const error = await failure(windows());
  expect(error).toMatchObject({ code: "publish.agentMissing", values: { system: "windows" } });
  if (!(error instanceof AppError)) throw error;
  for (const language of ["ja", "en"] as const) {
    const sentence = new Report(language).sentence(error.code, error.values);
    expect(sentence).toContain("OpenSSH Authentication Agent");
    expect(sentence).toContain("Pageant");
  }
});

test("elsewhere, the socket that does not answer is named", async () => {
  const system = { platform: "linux", pipes: "", env: { SSH_AUTH_SOCK: join(folder, "nothing") } };
  expect(await failure(system)).toMatchObject({
    code: "publish.agentMissing",
    values: { system: "other", socket: join(folder, "nothing") },
  });
  expect(await failure({ ...system, env: {} })).toMatchObject({ values: { system: "unset" } });
});
