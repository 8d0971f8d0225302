import { lookup } from "node:dns/promises";
import { BlockList, isIP, isIPv6 } from "node:net";

/** Networks that are not on the public internet (IANA's registries of special-purpose addresses). */
const special = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  special.addSubnet(network, bits, "ipv4");
// In IPv6, addresses in 2000::/3 are public, except example addresses and ranges with IPv4 addresses.
const publicV6 = new BlockList();
publicV6.addSubnet("2000::", 3, "ipv6");
for (const [network, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
] as const)
  special.addSubnet(network, bits, "ipv6");

/** Whether an IP address belongs to the public internet, and not to this computer or a private network. */
export function isPublicAddress(address: string): boolean {
  if (isIPv6(address)) return publicV6.check(address, "ipv6") && !special.check(address, "ipv6");
  return isIP(address) === 4 && !special.check(address, "ipv4");
}

/** Finds the addresses of a host. Rejects if the host is unknown. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** Asks the operating system for the IP addresses of a host. */
const resolveBySystem: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * The IP addresses of hosts. Resolves each host only once, and refuses addresses that are not allowed.
 * All connections use the checked address, so a host cannot switch to a private address afterwards.
 */
export class PinnedHosts {
  readonly #resolve: Resolve;
  readonly #isAllowed: (address: string) => boolean;
  readonly #pinned = new Map<string, Promise<string>>();

  /** `isAllowed` returns whether an address may be used. Tests allow the addresses of this computer. */
  constructor(resolve: Resolve = resolveBySystem, isAllowed = isPublicAddress) {
    this.#resolve = resolve;
    this.#isAllowed = isAllowed;
  }

  /**
   * Returns the IP address of a host. Rejects for an unknown host, or if any of its addresses is not allowed.
   */
  addressOf(host: string): Promise<string> {
    const known = this.#pinned.get(host);
    if (known) return known;
    const found = this.#find(host.replace(/^\[|\]$/g, ""));
    this.#pinned.set(host, found);
    return found;
  }

  async #find(host: string): Promise<string> {
    const addresses = isIP(host) > 0 ? [host] : await this.#resolve(host);
    const [first] = addresses;
    if (first === undefined) throw Object.assign(new Error(`${host} is unknown`), { code: "ENOTFOUND" });
    if (!addresses.every(this.#isAllowed)) throw new PrivateAddressError(host);
    return first;
  }
}

/** The error for a host on this computer or in a private network, where no public blog has pictures. */
export class PrivateAddressError extends Error {
  constructor(host: string) {
    super(`${host} is in a private network`);
  }
}
