import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import ssh2, { type BaseAgent, type ParsedKey } from "ssh2";
import { AppError } from "#contract/errors.ts";
import { expandHome } from "#engine/base/home-path.ts";

/** An SSH agent that offers only one key, because servers disconnect after a few wrong keys. */
class OneKeyAgent extends ssh2.OpenSSHAgent {
  readonly #chosen: ParsedKey;

  constructor(socket: string, chosen: ParsedKey) {
    super(socket);
    this.#chosen = chosen;
  }

  override getIdentities(
    callback: Parameters<InstanceType<typeof ssh2.OpenSSHAgent>["getIdentities"]>[0],
  ): void {
    const chosen = this.#chosen.getPublicSSH();
    super.getIdentities((error, keys) => {
      callback(
        error,
        keys?.filter((key) => "getPublicSSH" in key && key.getPublicSSH().equals(chosen)),
      );
    });
  }
}

/** What determines where SSH agents listen: the operating system and the environment variables. */
export interface AgentSystem {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of the named pipes on Windows, with a backslash at its end. */
  readonly pipes: string;
}

const thisSystem: AgentSystem = { platform: process.platform, env: process.env, pipes: "\\\\.\\pipe\\" };

/**
 * Returns where to search for SSH agents: at the socket `agent`, or at the usual paths if `agent` is null.
 * If `agent` is "none", no SSH agent will be found.
 */
export function agentSystem(agent: string | null | undefined): AgentSystem {
  if (agent === null || agent === undefined) return thisSystem;
  return { platform: "other", env: agent === "none" ? {} : { SSH_AUTH_SOCK: agent }, pipes: "" };
}

/** Whether an SSH agent has the key `keyFile`. If `keyFile` is undefined: whether an agent has any key. */
export async function agentHasKey(keyFile: string | undefined, system: AgentSystem): Promise<boolean> {
  const agent = await findAgent(keyFile, system).catch(() => null);
  return agent !== null && ((await countKeys(agent)) ?? 0) > 0;
}

/**
 * Returns the first SSH agent that has a key. If `keyFile` is given, the agent offers only this key.
 * Rejects with `publish.agentMissing` if no agent answers.
 * Rejects with `publish.agentEmpty` if no agent has a key.
 * Rejects with `publish.agentLacksKey` if the agents lack the key `keyFile`.
 * Rejects with `publish.keyUnreadable` if the public key `<keyFile>.pub` cannot be read.
 */
export async function findAgent(
  keyFile: string | undefined,
  system: AgentSystem = thisSystem,
): Promise<BaseAgent> {
  const chosen = keyFile === undefined ? null : await readPublicKey(keyFile);
  let withoutKey = false;
  for (const socket of agentSockets(system)) {
    const agent = chosen ? new OneKeyAgent(socket, chosen) : new ssh2.OpenSSHAgent(socket);
    const keys = await countKeys(agent);
    if (keys !== null && keys > 0) return agent;
    withoutKey ||= keys !== null;
  }
  const socket = system.env.SSH_AUTH_SOCK ?? "";
  if (withoutKey) {
    throw keyFile === undefined
      ? new AppError("publish.agentEmpty")
      : new AppError("publish.agentLacksKey", { path: keyFile });
  }
  throw new AppError("publish.agentMissing", {
    system: system.platform === "win32" ? "windows" : socket === "" ? "unset" : "other",
    socket,
  });
}

/** Returns the paths at which SSH agents may listen: sockets, and pipes of OpenSSH and Pageant on Windows. */
function agentSockets({ platform, env, pipes }: AgentSystem): string[] {
  const named = env.SSH_AUTH_SOCK ? [env.SSH_AUTH_SOCK] : [];
  if (platform !== "win32") return named;
  const pageants = namesIn(pipes).filter((name) => name.startsWith("pageant."));
  return [...named, ...["openssh-ssh-agent", ...pageants].map((name) => pipes + name)];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Returns the number of keys that an agent offers, or null if the agent does not answer. */
function countKeys(agent: BaseAgent): Promise<number | null> {
  return new Promise((resolve) => {
    agent.getIdentities((error, keys) => resolve(error ? null : (keys?.length ?? 0)));
  });
}

async function readPublicKey(keyFile: string): Promise<ParsedKey> {
  const path = keyFile.endsWith(".pub") ? keyFile : `${keyFile}.pub`;
  const text = await readFile(expandHome(path), "utf8").catch((error: Error) => error);
  const parsed = text instanceof Error ? text : ssh2.utils.parseKey(text);
  if (parsed instanceof Error) throw new AppError("publish.keyUnreadable", { path, reason: parsed.message });
  return Array.isArray(parsed) ? parsed[0] : parsed;
}
