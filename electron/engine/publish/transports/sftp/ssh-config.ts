import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { namesIfThere, readTextIfThere } from "#engine/base/files/read-files.ts";
import { expandHome } from "#engine/base/home-path.ts";
import { matchesWildcards } from "./known-hosts.ts";

/** The settings for one host name in an OpenSSH configuration. */
export interface SshConfig {
  /**
   * Whether a `Host` line other than `Host *` names the host. If so, the author uses the name as an alias.
   */
  readonly isAlias: boolean;
  /** Maps keywords in lower case to their values. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Ignored keywords for this host that could change the connection, or that OpenSSH does not know. */
  readonly ignored: readonly string[];
}

/** Maximum depth of files that include one another, as in OpenSSH. */
const maxDepth = 16;

/** Keywords that Hitofude supports. */
const known = new Set([
  "hostname",
  "user",
  "port",
  "identityfile",
  "identitiesonly",
  "identityagent",
  "proxyjump",
  "proxycommand",
  "hostkeyalias",
]);

/** Ignored keywords that affect which server OpenSSH connects to, or which server it trusts. */
const unfollowed = new Map(
  [
    "AddressFamily",
    "BindAddress",
    "BindInterface",
    "CanonicalDomains",
    "CanonicalizeHostname",
    "CertificateFile",
    "GlobalKnownHostsFile",
    "GSSAPIAuthentication",
    "HostbasedAuthentication",
    "KnownHostsCommand",
    "PKCS11Provider",
    "PreferredAuthentications",
    "RevokedHostKeys",
    "SecurityKeyProvider",
    "StrictHostKeyChecking",
    "UserKnownHostsFile",
    "VerifyHostKeyDNS",
  ].map((keyword) => [keyword.toLowerCase(), keyword]),
);

/** Keywords of ssh_config(5) that Hitofude need not follow, in lower case. */
const harmless = new Set(
  `AddKeysToAgent BatchMode CanonicalizeFallbackLocal CanonicalizeMaxDots CanonicalizePermittedCNAMEs
  CASignatureAlgorithms ChallengeResponseAuthentication ChannelTimeout CheckHostIP Ciphers
  ClearAllForwardings Compression ConnectionAttempts ConnectTimeout ControlMaster ControlPath ControlPersist
  DynamicForward EnableEscapeCommandline EnableSSHKeysign EscapeChar ExitOnForwardFailure FingerprintHash
  ForkAfterAuthentication ForwardAgent ForwardX11 ForwardX11Timeout ForwardX11Trusted GatewayPorts
  GSSAPIClientIdentity GSSAPIDelegateCredentials GSSAPIKexAlgorithms GSSAPIKeyExchange
  GSSAPIRenewalForcesRekey GSSAPIServerIdentity GSSAPITrustDNS HashKnownHosts HostbasedAcceptedAlgorithms
  HostbasedKeyTypes HostKeyAlgorithms IgnoreUnknown IPQoS KbdInteractiveAuthentication KbdInteractiveDevices
  KexAlgorithms LocalCommand LocalForward LogLevel LogVerbose MACs NoHostAuthenticationForLocalhost
  NumberOfPasswordPrompts ObscureKeystrokeTiming PasswordAuthentication PermitLocalCommand PermitRemoteOpen
  Protocol ProxyUseFdpass PubkeyAcceptedAlgorithms PubkeyAcceptedKeyTypes PubkeyAuthentication
  RefuseConnection RekeyLimit RemoteCommand RemoteForward RequestTTY RequiredRSASize SendEnv
  ServerAliveCountMax ServerAliveInterval SessionType SetEnv StdinNull StreamLocalBindMask
  StreamLocalBindUnlink SyslogFacility Tag TCPKeepAlive Tunnel TunnelDevice UpdateHostKeys UseKeychain
  UsePrivilegedPort VersionAddendum VisualHostKey WarnWeakCrypto XAuthLocation`
    .toLowerCase()
    .split(/\s+/),
);

/** Returns the path of the user's OpenSSH configuration. */
export function userSshConfig(): string {
  return join(homedir(), ".ssh", "config");
}

/** Returns the path of the computer's OpenSSH configuration. OpenSSH reads the user's configuration first. */
function systemSshConfig(): string {
  const isWindows = process.platform === "win32";
  return isWindows ? join(process.env.ProgramData ?? "", "ssh", "ssh_config") : "/etc/ssh/ssh_config";
}

/**
 * Reads the settings for a host name from an OpenSSH configuration (ssh_config(5)).
 * Does not follow `Match exec`, because `Match exec` would run a command.
 * Reads the file `system` after `file`.
 * By default, `system` is the computer's configuration if `file` is the user's configuration.
 */
export async function readSshConfig(
  file: string,
  name: string,
  user?: string,
  system = file === userSshConfig() ? systemSshConfig() : null,
): Promise<SshConfig> {
  const reader = new ConfigReader(name, user);
  await reader.read(file, { folder: dirname(file), isActive: true, depth: 0 });
  // Ignores an unreadable configuration of the computer, which must not prevent a publish.
  if (system !== null) await reader.readSystem(system).catch(() => undefined);
  return { isAlias: reader.isNamed, values: reader.values, ignored: [...reader.ignored] };
}

/**
 * Options for reading one configuration file.
 * `isActive` is false if a `Host` or `Match` line above the `Include` line excludes the host.
 */
interface ReadOptions {
  /** Base folder for relative paths of `Include`. */
  readonly folder: string;
  readonly isActive: boolean;
  readonly depth: number;
}

class ConfigReader {
  readonly values = new Map<string, string[]>();
  readonly ignored = new Set<string>();
  isNamed = false;
  readonly #name: string;
  readonly #user: string | undefined;
  /** Patterns of unknown keywords that the author wants ignored (`IgnoreUnknown`). */
  #spared: readonly string[] | undefined;
  /** Whether ignored keywords are added to `ignored`. */
  #isReporting = true;

  constructor(name: string, user: string | undefined) {
    this.#name = name;
    this.#user = user;
  }

  /**
   * Reads the computer's configuration.
   * Does not report ignored keywords in this file, because the file applies to all users and hosts.
   */
  async readSystem(file: string): Promise<void> {
    this.#isReporting = false;
    await this.read(file, { folder: dirname(file), isActive: true, depth: 0 });
  }

  async read(file: string, { folder, isActive, depth }: ReadOptions): Promise<void> {
    const text = await readTextIfThere(file);
    if (text === null || depth > maxDepth) return;
    let applies = isActive;
    for (const line of text.split(/\r?\n/)) {
      const [written = "", ...args] = wordsOf(line);
      const keyword = written.toLowerCase();
      switch (keyword) {
        case "":
          break;
        case "host":
          applies = isActive && this.#isHost(args);
          break;
        case "match":
          applies = isActive && this.#isMatch(args);
          break;
        case "include":
          for (const path of args) {
            for (const included of await expandPath(path, folder))
              await this.read(included, { folder, isActive: applies, depth: depth + 1 });
          }
          break;
        default:
          if (applies) this.#take(written, args);
      }
    }
  }

  /** Keeps the first value of a keyword, but all values of `IdentityFile`. */
  #take(written: string, args: readonly string[]): void {
    const keyword = written.toLowerCase();
    if (keyword === "ignoreunknown") this.#spared ??= args.flatMap((list) => list.toLowerCase().split(","));
    if (!known.has(keyword)) {
      const isSpared = harmless.has(keyword) || matching(keyword, this.#spared ?? []) !== null;
      const ignored = unfollowed.get(keyword) ?? (isSpared ? null : written);
      if (this.#isReporting && ignored !== null) this.ignored.add(ignored);
      return;
    }
    const before = this.values.get(keyword);
    if (before === undefined) this.values.set(keyword, [...args]);
    else if (keyword === "identityfile") before.push(...args);
  }

  #isHost(patterns: readonly string[]): boolean {
    const hit = matching(this.#name, patterns);
    if (hit !== null && hit !== "*") this.isNamed = true;
    return hit !== null;
  }

  #isMatch(criteria: readonly string[]): boolean {
    const words = [...criteria];
    for (let word = words.shift(); word !== undefined; word = words.shift()) {
      const isNegated = word.startsWith("!");
      const criterion = word.replace(/^!/, "").toLowerCase();
      if (criterion === "all") continue;
      const tested = this.#testedBy(criterion);
      if (tested === null) {
        if (this.#isReporting) this.ignored.add(`Match ${criterion}`);
        return false;
      }
      const isHit = matching(tested, (words.shift() ?? "").split(",")) !== null;
      if (isHit === isNegated) return false;
    }
    return true;
  }

  /**
   * Returns the value to which a criterion of a `Match` line applies: the name of the host or of the user.
   * Returns null if Hitofude does not support the criterion.
   */
  #testedBy(criterion: string): string | null {
    const firstOf = (keyword: string): string | undefined => this.values.get(keyword)?.[0];
    if (criterion === "host") return firstOf("hostname") ?? this.#name;
    if (criterion === "originalhost") return this.#name;
    return criterion === "user" ? (this.#user ?? firstOf("user") ?? "") : null;
  }
}

/** Returns the pattern that matches a name. Null if no pattern matches, or if a negated pattern matches. */
function matching(name: string, patterns: readonly string[]): string | null {
  const isHit = (pattern: string): boolean => matchesWildcards(name, pattern);
  if (patterns.some((pattern) => pattern.startsWith("!") && isHit(pattern.slice(1)))) return null;
  const hits = patterns.filter((pattern) => !pattern.startsWith("!") && isHit(pattern));
  return hits.find((pattern) => pattern !== "*") ?? hits[0] ?? null;
}

/** Divides a line into its keyword and its arguments. A quoted argument may contain spaces. */
function wordsOf(line: string): string[] {
  const [, keyword, rest = ""] = /^\s*([^\s=#"]+)(?:\s*=\s*|\s+)(.*)$/.exec(line) ?? [];
  if (keyword === undefined) return [];
  const words: string[] = [];
  for (const [word, quoted] of rest.matchAll(/"([^"]*)"|[^\s"]+/g)) {
    if (word.startsWith("#")) break;
    words.push(quoted ?? word);
  }
  return [keyword, ...words];
}

/** Returns the files that a path of `Include` names, in order. Any part of the path may have wildcards. */
async function expandPath(written: string, start: string): Promise<string[]> {
  const home = expandHome(written);
  const path = isAbsolute(home) ? home : join(start, home);
  const [first = "", ...parts] = path.split(/[\\/]/);
  let found = [`${first}/`];
  for (const part of parts) {
    const next = found.map(async (folder) => {
      if (!/[*?]/.test(part)) return [join(folder, part)];
      const names = (await namesIfThere(folder)).filter((name) => matchesWildcards(name, part));
      return names.sort().map((name) => join(folder, name));
    });
    found = (await Promise.all(next)).flat();
  }
  return found;
}
