import type { Algorithms, CipherAlgorithm, KexAlgorithm, MacAlgorithm, ServerHostKeyAlgorithm } from "ssh2";
import type { ServerOffer } from "./server-offer.ts";

/** Key exchange algorithms, slow ones last, because one with a large group took 7.5 s in Electron. */
const keyExchanges: readonly KexAlgorithm[] = [
  "curve25519-sha256",
  "curve25519-sha256@libssh.org",
  "ecdh-sha2-nistp256",
  "ecdh-sha2-nistp384",
  "ecdh-sha2-nistp521",
  "diffie-hellman-group-exchange-sha256",
  "diffie-hellman-group14-sha256",
  "diffie-hellman-group16-sha512",
  "diffie-hellman-group18-sha512",
];

/** Ciphers, best first. chacha20-poly1305 is left out, because Electron's crypto lacks it. */
const ciphers: readonly CipherAlgorithm[] = [
  "aes128-gcm@openssh.com",
  "aes256-gcm@openssh.com",
  "aes128-ctr",
  "aes192-ctr",
  "aes256-ctr",
];

const macs: readonly MacAlgorithm[] = [
  "hmac-sha2-256-etm@openssh.com",
  "hmac-sha2-512-etm@openssh.com",
  "hmac-sha2-256",
  "hmac-sha2-512",
];

/** Signature algorithms of host keys, best first. */
const hostKeys: readonly ServerHostKeyAlgorithm[] = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "rsa-sha2-512",
  "rsa-sha2-256",
];

/**
 * Algorithms that use SHA-1 or that OpenSSH no longer offers by default.
 * Outdated algorithms are offered last, and only if the author permits them.
 * Algorithms that can be broken in practice (1024-bit groups, DSA, RC4, 3DES, MD5) are never offered.
 */
const old = {
  kex: ["diffie-hellman-group-exchange-sha1", "diffie-hellman-group14-sha1"],
  hostKey: ["ssh-rsa"],
  cipher: ["aes256-cbc", "aes192-cbc", "aes128-cbc"],
  mac: ["hmac-sha1-etm@openssh.com", "hmac-sha1"],
} as const;

const modern = { kex: keyExchanges, hostKey: hostKeys, cipher: ciphers, mac: macs } as const;
const kinds = ["kex", "hostKey", "cipher", "mac"] as const;

/** Returns the algorithms to offer to a server. The types of the host's known keys come first. */
export function offeredAlgorithms(knownKeyTypes: readonly string[], permitsOld: boolean): Algorithms {
  const also = <T>(names: readonly T[], outdated: readonly T[]): T[] => [
    ...names,
    ...(permitsOld ? outdated : []),
  ];
  const keys = also<ServerHostKeyAlgorithm>(hostKeys, old.hostKey);
  const isKnown = (name: string): boolean => knownKeyTypes.includes(keyTypeFor(name));
  return {
    kex: also<KexAlgorithm>(keyExchanges, old.kex),
    serverHostKey: [...keys.filter(isKnown), ...keys.filter((name) => !isKnown(name))],
    cipher: also<CipherAlgorithm>(ciphers, old.cipher),
    hmac: also<MacAlgorithm>(macs, old.mac),
  };
}

/** Returns the outdated algorithms among `names`. */
export function oldAmong(names: readonly string[]): string[] {
  const outdated: readonly string[] = kinds.flatMap((kind) => old[kind]);
  return [...new Set(names)].filter((name) => outdated.includes(name));
}

/** Returns the outdated algorithms needed to connect to the server, or null if no connection is possible. */
export function oldNeededFor(offer: ServerOffer): string[] | null {
  const needed: string[] = [];
  let cipher = "";
  for (const kind of kinds) {
    // Skips the MAC if the cipher is a GCM cipher, which also authenticates.
    if (kind === "mac" && cipher.includes("-gcm@")) continue;
    const names: readonly string[] = modern[kind];
    const outdated: readonly string[] = old[kind];
    const found =
      names.find((name) => offer[kind].includes(name)) ?? outdated.find((name) => offer[kind].includes(name));
    if (found === undefined) return null;
    if (kind === "cipher") cipher = found;
    if (outdated.includes(found)) needed.push(found);
  }
  return needed;
}

/** For each kind of algorithm without a match in this client, lists the algorithms that the server offers. */
export function nothingInCommon(offer: ServerOffer): string {
  const unmet = kinds.filter((kind) => {
    const names: readonly string[] = [...modern[kind], ...old[kind]];
    return !offer[kind].some((name) => names.includes(name));
  });
  return unmet.map((kind) => `${kind}: ${offer[kind].join(", ")}`).join("; ");
}

/** Returns the type of key with which a signature algorithm signs. */
function keyTypeFor(algorithm: string): string {
  return algorithm.startsWith("rsa-sha2-") ? "ssh-rsa" : algorithm;
}
