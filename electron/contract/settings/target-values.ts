/**
 * Matches a label of an ASCII host name: the text between two dots. Some networks use underscores in labels.
 */
const asciiLabel = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i;
const label = /^[\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}_])?$/u;
const isAscii = /^[\x20-\x7e]*$/;
const maxNameLength = 253;

/** Invisible characters, and characters that change the direction of text. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const control = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/u;

/**
 * Whether a text is a host name or an IP address. An IPv6 address may be in brackets.
 * False for a text that another program could mistake for an option, an account or a path.
 */
export function isHost(text: string): boolean {
  if (text.length > maxNameLength) return false;
  if (text.includes(":")) return isAddressV6(plainHost(text));
  const labels = text.replace(/\.$/, "").split(".");
  // If the last part of a name is a number, on some systems even a hexadecimal one, programs parse the name
  // as an IP address. Such a name is therefore accepted only if it is an IPv4 address.
  if (/^(?:\d+|0x[0-9a-f]*)$/i.test(labels.at(-1) ?? "")) return isAddressV4(text);
  return labels.every((part) => (isAscii.test(part) ? asciiLabel : label).test(part));
}

/** Returns a host without the brackets around an IPv6 address. */
export function plainHost(host: string): string {
  return /^\[([^[\]]*)\]$/.exec(host)?.[1] ?? host;
}

/** Whether a text can be an account name: it is not empty, and has no line breaks or invisible characters. */
export function isAccount(text: string): boolean {
  return text.trim() !== "" && !unseen.test(text);
}

/**
 * Whether a text can be a folder path: it is not empty, and has no characters that break or reorder lines.
 */
export function isFolderPath(text: string): boolean {
  return text.trim() !== "" && !control.test(text);
}

/**
 * Whether a text can be a web address. Its scheme, if any, must be `http` or `https`.
 * All characters must be visible.
 */
export function isWebAddress(text: string): boolean {
  return !unseen.test(text) && (/^https?:\/\//i.test(text) || !/^\s*[a-z][a-z0-9+.-]*:/i.test(text));
}

function isAddressV4(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
}

function isAddressV6(text: string): boolean {
  const [, address = "", zone] = /^([^%]*)(%.*)?$/.exec(text) ?? [];
  if (zone !== undefined && !/^%[a-z0-9._-]{1,32}$/i.test(zone)) return false;
  const v4 = /^(.*:)([\d.]+\.[\d.]+)$/.exec(address);
  if (v4 && !isAddressV4(v4[2] ?? "")) return false;
  const words = v4 ? `${v4[1]}0:0` : address;
  const halves = words.split("::");
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  if (halves.length > 2 || groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? groups.length < 8 : groups.length === 8;
}
