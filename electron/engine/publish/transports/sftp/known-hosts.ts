import { createHmac } from "node:crypto";

/** One valid line of a known_hosts file. */
export interface KnownHost {
  /** The role of the key: a host's key, a key that signs certificates of hosts, or a revoked key. */
  readonly role: "host" | "revoked" | "authority";
  /** Type of the key, such as `ssh-ed25519`. */
  readonly keyType: string;
  readonly key: Buffer;
  readonly matches: (name: string) => boolean;
}

export type HostKeyState = "known" | "unknown" | "changed" | "revoked";

const roles: Readonly<Record<string, KnownHost["role"]>> = {
  "@revoked": "revoked",
  "@cert-authority": "authority",
};

/** Parses OpenSSH's known_hosts format (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"). Skips invalid lines. */
export function parseKnownHosts(text: string): KnownHost[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    const marker = fields[0]?.startsWith("@") ? fields.shift() : undefined;
    const [names, keyType, key] = fields;
    if (!names || names.startsWith("#") || !keyType || !key) return [];
    const role = marker === undefined ? "host" : roles[marker];
    if (!role) return [];
    const decoded = Buffer.from(key, "base64");
    if (decoded.length === 0) return [];
    return [{ role, keyType, key: decoded, matches: nameMatcher(names) }];
  });
}

/** Returns a host's name as known_hosts contains it: `host`, or `[host]:port` if the port is not 22. */
export function knownHostName(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

/**
 * Returns whether a host's key is known, unknown, changed or revoked.
 * If the host has known keys, any other key counts as changed, even a key of a different type.
 */
export function judgeHostKey(hosts: readonly KnownHost[], name: string, key: Buffer): HostKeyState {
  const matching = hosts.filter((host) => host.matches(name));
  if (matching.some(({ role, key: bad }) => role === "revoked" && bad.equals(key))) return "revoked";
  const trusted = matching.filter(({ role }) => role === "host");
  if (trusted.length === 0) return "unknown";
  return trusted.some((host) => host.key.equals(key)) ? "known" : "changed";
}

export function knownKeyTypes(hosts: readonly KnownHost[], name: string): string[] {
  const known = hosts.filter(({ role, matches }) => role === "host" && matches(name));
  return [...new Set(known.map((host) => host.keyType))];
}

/** Whether a certificate authority is known for the host, so that OpenSSH needs no host key. */
export function hasAuthority(hosts: readonly KnownHost[], name: string): boolean {
  return hosts.some(({ role, matches }) => role === "authority" && matches(name));
}

/** Returns the line of a known_hosts file for a key, without a line break. */
export function knownHostLine(name: string, key: Buffer): string {
  return `${name} ${keyTypeOf(key)} ${key.toString("base64")}`;
}

/** Returns the type of a public key in SSH's wire format. */
export function keyTypeOf(key: Buffer): string {
  const length = key.length >= 4 ? key.readUInt32BE(0) : 0;
  return key.toString("latin1", 4, 4 + length);
}

function nameMatcher(names: string): (name: string) => boolean {
  if (names.startsWith("|1|")) {
    const [, , salt = "", digest = ""] = names.split("|");
    const saltBytes = Buffer.from(salt, "base64");
    return (name) => createHmac("sha1", saltBytes).update(name).digest("base64") === digest;
  }
  const patterns = names.split(",").map((pattern) => ({
    negated: pattern.startsWith("!"),
    wildcards: pattern.replace(/^!/, "").toLowerCase(),
  }));
  return (name) => {
    const hits = patterns.filter(({ wildcards }) => matchesWildcards(name, wildcards));
    return hits.length > 0 && !hits.some(({ negated }) => negated);
  };
}

/** Whether a name matches a pattern with the wildcards `*` and `?`. Never takes exponential time. */
export function matchesWildcards(name: string, pattern: string): boolean {
  let [at, place, star, tried] = [0, 0, -1, 0];
  while (at < name.length) {
    const wanted = pattern[place];
    if (wanted === "*") {
      star = place++;
      tried = at;
    } else if (wanted === "?" || wanted === name[at]) {
      at++;
      place++;
    } else if (star >= 0) {
      place = star + 1;
      at = ++tried;
    } else return false;
  }
  while (pattern[place] === "*") place++;
  return place === pattern.length;
}
