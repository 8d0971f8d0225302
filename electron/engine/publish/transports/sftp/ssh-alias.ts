import { homedir, userInfo } from "node:os";
import { join } from "node:path";
import { AppError } from "#contract/errors.ts";
import type { TargetOf } from "#contract/settings/target.ts";
import type { SshAlias } from "#contract/settings/targets/sftp.ts";
import { plainHost } from "#contract/settings/target-values.ts";
import { entryIfThere } from "#engine/base/files/read-files.ts";
import { expandHome } from "#engine/base/home-path.ts";
import type { SftpTarget } from "../../base/targets.ts";
import { readSshConfig, type SshConfig, userSshConfig } from "./ssh-config.ts";

const usualPort = 22;

/** Maximum number of jump hosts, because a configuration may contain a circle of jump hosts. */
const maxJumps = 8;

/** Names of the key files that OpenSSH tries one after the other if none is configured. */
const usualKeys = ["id_rsa", "id_ecdsa", "id_ed25519"];

/**
 * A jump host on the way to the target. `jumps` is the host's number, counted from the target.
 * `via` contains the earlier jump hosts, separated by commas.
 */
interface Jump {
  readonly jumps: number;
  readonly via: string;
}

/**
 * Completes a target with the values for its host in the author's OpenSSH configuration.
 * The settings of the target take precedence. Without a configuration for the host, the usual values apply.
 * Rejects with `publish.sshConfigProxy` if the configuration connects to the host by a command.
 * Rejects with `publish.userMissing` if no user is known.
 * `file` is the OpenSSH configuration. It is null for a host that the author did not name (practice site).
 */
export async function completeTarget(
  target: TargetOf<"sftp">,
  file: string | null = userSshConfig(),
  jump: Jump | null = null,
): Promise<SftpTarget> {
  if (file === null) return withUsualValues(target);
  const config = await readSshConfig(file, target.host, target.user);
  if (!config.isAlias && jump === null) return withUsualValues(target);
  const described = describe(config, target.host, target.user);
  const { command, agent, keyName } = described;
  const jumpHosts = jump?.via || described.jump;
  if (command !== null && jumpHosts === null) {
    throw new AppError("publish.sshConfigProxy", { host: target.host, command });
  }
  const access = await signInOf(target, described);
  const via = jumpHosts === null ? null : await jumpTarget(target, jumpHosts, file, (jump?.jumps ?? 0) + 1);
  return {
    ...target,
    ...access,
    host: described.host,
    port: target.port ?? described.port ?? usualPort,
    user: target.user ?? described.user,
    ssh: {
      ...(agent === null ? {} : { agent }),
      ...(keyName === null ? {} : { keyName }),
      ...(via === null ? {} : { via }),
      alias: target.host,
      ignored: config.ignored,
    },
  };
}

function withUsualValues(target: TargetOf<"sftp">): SftpTarget {
  const { host, port = usualPort, user, signIn = "password" } = target;
  if (user === undefined) throw new AppError("publish.userMissing", { host });
  return { ...target, port, user, signIn };
}

/** Returns a host's values in the author's OpenSSH configuration. Null if no entry names the host. */
export async function findSshAlias(name: string, file = userSshConfig()): Promise<SshAlias | null> {
  const config = await readSshConfig(file, name);
  if (!config.isAlias) return null;
  const { host, port, user, keyFiles, jump, command } = describe(config, name, undefined);
  const ignored = [...config.ignored, ...(command === null ? [] : ["ProxyCommand"])];
  return { host, port, user, key: keyFiles[0] ?? null, jump, ignored };
}

/** The values of a configuration, converted for the connection. Missing values are null. */
interface Described extends Pick<SshAlias, "host" | "port" | "user" | "jump"> {
  readonly keyFiles: readonly string[];
  readonly isOnlyKeys: boolean;
  readonly agent: string | null;
  readonly keyName: string | null;
  /** The command that makes the connection. Null if the configuration has no command, or uses jump hosts. */
  readonly command: string | null;
}

function describe({ values }: SshConfig, name: string, wantedUser: string | undefined): Described {
  const first = (keyword: string): string | null => values.get(keyword)?.[0] ?? null;
  const host = (first("hostname") ?? name).replace(/%[%h]/g, (token) => (token === "%%" ? "%" : name));
  const port = Number(first("port") ?? Number.NaN);
  const user = wantedUser ?? first("user") ?? userInfo().username;
  const tokens: Record<string, string> = {
    "%": "%",
    d: homedir(),
    h: host,
    n: name,
    p: String(port || usualPort),
    r: user,
    u: userInfo().username,
  };
  const expand = (text: string): string =>
    text.replace(/%([%dhnpru])/g, (_token, letter: string) => tokens[letter] ?? "");
  const expandFile = (text: string): string =>
    expandHome(expand(text)).replace(/\$\{(\w+)\}/g, (_whole, key: string) => process.env[key] ?? "");
  const command = values.get("proxycommand")?.join(" ") ?? "none";
  const jump = first("proxyjump") ?? jumpOfCommand(command) ?? "none";
  const isCommand = command.toLowerCase() !== "none" && jump.toLowerCase() === "none";
  const agent = first("identityagent");
  const named = agent?.startsWith("$") ? process.env[agent.slice(1)] : agent;
  return {
    host: plainHost(host.toLowerCase()),
    port: Number.isInteger(port) && port > 0 && port < 65_536 ? port : null,
    user,
    keyFiles: (values.get("identityfile") ?? [])
      .filter((path) => path.toLowerCase() !== "none")
      .map(expandFile),
    isOnlyKeys: first("identitiesonly")?.toLowerCase() === "yes",
    agent: agent === null || agent === "SSH_AUTH_SOCK" ? null : expandFile(named ?? ""),
    keyName: first("hostkeyalias"),
    jump: jump.toLowerCase() === "none" ? null : expand(jump),
    command: isCommand ? command : null,
  };
}

/** Returns the jump host of a command such as `ssh -W %h:%p jump`, or undefined for any other command. */
function jumpOfCommand(command: string): string | undefined {
  return /^(?:\S*\/)?ssh(?:\s+-q)?\s+(?:-W\s+\[?%h\]?:%p\s+([^\s-]\S*)|([^\s-]\S*)\s+-W\s+\[?%h\]?:%p)$/
    .exec(command)
    ?.slice(1)
    .find((host) => host !== undefined);
}

/**
 * Chooses the login method by OpenSSH's rules.
 * The first choice is a configured key. If the agent has this key, the agent signs.
 * Without a usable configured key, the choice is any key of the agent, then a usual file, then a password.
 */
async function signInOf(
  target: TargetOf<"sftp">,
  { keyFiles, isOnlyKeys, agent }: Described,
): Promise<Pick<SftpTarget, "signIn" | "key">> {
  const configured = target.key === undefined ? keyFiles : [target.key];
  const present = await firstPresent(configured);
  const inAgent = await firstInAgent(configured, agent);
  if (target.signIn === "password") return { signIn: "password" };
  if (target.signIn === "key") return withKey("key", present ?? configured[0]);
  if (target.signIn === "agent")
    return withKey("agent", inAgent ?? (isOnlyKeys ? configured[0] : target.key));
  if (inAgent !== undefined) return withKey("agent", inAgent);
  if (present !== undefined) return withKey("key", present);
  if (!isOnlyKeys && (await agentHas(undefined, agent))) return { signIn: "agent" };
  const usual = await firstPresent(usualKeys.map((name) => join(homedir(), ".ssh", name)));
  return usual === undefined ? { signIn: "password" } : { signIn: "key", key: usual };
}

function withKey(signIn: "key" | "agent", key: string | undefined): Pick<SftpTarget, "signIn" | "key"> {
  return key === undefined ? { signIn } : { signIn, key };
}

/** Returns the first path at which a file exists, or undefined. Skips public keys (`.pub`). */
async function firstPresent(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    if (path.endsWith(".pub")) continue;
    if ((await entryIfThere(expandHome(path))) !== null) return path;
  }
  return undefined;
}

/** Returns the path of the first key that the agent has, or undefined. */
async function firstInAgent(paths: readonly string[], agent: string | null): Promise<string | undefined> {
  for (const path of paths) if (await agentHas(path, agent)) return path;
  return undefined;
}

/** Loads the SSH library only now, so that commands without a connection start sooner. */
async function agentHas(path: string | undefined, agent: string | null): Promise<boolean> {
  const { agentHasKey, agentSystem } = await import("./agent.ts");
  return agentHasKey(path, agentSystem(agent));
}

/** Returns the last server of a `ProxyJump`. The connection goes through all earlier servers of the list. */
function jumpTarget(
  { host: name, fileMode, directoryMode }: TargetOf<"sftp">,
  jump: string,
  file: string,
  jumps: number,
): Promise<SftpTarget> {
  const before = jump.split(",");
  const last = before.pop()?.trim() ?? "";
  const [, user, host, port] = /^(?:ssh:\/\/)?(?:([^@]+)@)?(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(last) ?? [];
  if (host === undefined || jumps > maxJumps) {
    throw new AppError("publish.sshConfigJump", { host: name, jump });
  }
  const target: TargetOf<"sftp"> = {
    kind: "sftp",
    host: plainHost(host),
    directory: "/",
    url: "",
    fileMode,
    directoryMode,
    ...(user === undefined ? {} : { user }),
    ...(port === undefined ? {} : { port: Number(port) }),
  };
  return completeTarget(target, file, { jumps, via: before.join(",") });
}
